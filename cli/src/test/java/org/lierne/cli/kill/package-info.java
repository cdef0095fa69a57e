/** Kills the real process at chosen and at random moments of a run, and looks at what is left and at what becomes of it. */
@NullMarked
package org.lierne.cli.kill;

import org.jspecify.annotations.NullMarked;
