/**
 * What analyses need of numerical mathematics and Hipparchus lacks: special functions in log space, and climbing to the
 * maximum of a likelihood. It knows nothing of customers.
 */
@NullMarked
package org.lierne.marts.statistics;

import org.jspecify.annotations.NullMarked;
