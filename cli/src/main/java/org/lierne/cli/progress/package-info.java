/** Telling a run: while it goes on, and summed up at its end. */
@NullMarked
package org.lierne.cli.progress;

import org.jspecify.annotations.NullMarked;
