/** Measures loads on the machine at hand, as ratios to a floor in the same run. */
@NullMarked
package org.lierne.cli.benchmark;

import org.jspecify.annotations.NullMarked;
