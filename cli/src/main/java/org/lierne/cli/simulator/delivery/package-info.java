/** The files that arrive: where they go, how they are written to the byte, and a list of them. */
@NullMarked
package org.lierne.cli.simulator.delivery;

import org.jspecify.annotations.NullMarked;
