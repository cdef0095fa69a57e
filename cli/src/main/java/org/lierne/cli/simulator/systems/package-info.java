/** One class per source system: what it tells of the world, in its own form and with its own faults. */
@NullMarked
package org.lierne.cli.simulator.systems;

import org.jspecify.annotations.NullMarked;
