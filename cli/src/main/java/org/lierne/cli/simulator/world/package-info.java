/** The shop itself: its customers, products, stock, orders and visitors. Knows no file and no source system. */
@NullMarked
package org.lierne.cli.simulator.world;

import org.jspecify.annotations.NullMarked;
