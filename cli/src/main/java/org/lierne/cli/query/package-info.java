/** Reading a database that is open for reading only, confined, and saying what the engine refuses in sentences. */
@NullMarked
package org.lierne.cli.query;

import org.jspecify.annotations.NullMarked;
