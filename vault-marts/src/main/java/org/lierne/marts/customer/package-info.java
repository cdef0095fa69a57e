/** Analyses of customers, over a mart of transactions. */
@NullMarked
package org.lierne.marts.customer;

import org.jspecify.annotations.NullMarked;
