/** The command line: its entry, its exit codes and how failures become sentences. */
@NullMarked
package org.lierne.cli;

import org.jspecify.annotations.NullMarked;
