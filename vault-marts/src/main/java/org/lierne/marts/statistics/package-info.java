/**
 * What analyses need of statistics and numerical mathematics, and Hipparchus lacks: special functions in log space, climbing to the
 * maximum of a likelihood, tests, measures of predictions. It knows nothing of customers.
 */
@NullMarked
package org.lierne.marts.statistics;

import org.jspecify.annotations.NullMarked;
