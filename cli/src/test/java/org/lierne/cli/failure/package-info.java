/** What the command line says of folders and files that it may not read or write. */
@NullMarked
package org.lierne.cli.failure;

import org.jspecify.annotations.NullMarked;
