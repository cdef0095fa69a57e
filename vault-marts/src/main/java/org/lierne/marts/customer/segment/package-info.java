/** Who is who among customers: segments by recency, frequency and money, groups by value, clusters. */
@NullMarked
package org.lierne.marts.customer.segment;

import org.jspecify.annotations.NullMarked;
