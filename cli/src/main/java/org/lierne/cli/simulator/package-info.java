/** A shop that does not exist: what its systems deliver day by day, and the truth behind it. Begin reading at Simulation. */
@NullMarked
package org.lierne.cli.simulator;

import org.jspecify.annotations.NullMarked;
