/** Draws that depend on a seed and on what they are for, and on nothing else. The same on every machine. */
@NullMarked
package org.lierne.cli.simulator.chance;

import org.jspecify.annotations.NullMarked;
