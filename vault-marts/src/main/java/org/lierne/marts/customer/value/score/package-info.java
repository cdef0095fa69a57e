/** Predicts customer by customer, by fitted models, with intervals. Arrays in, arrays out. */
@NullMarked
package org.lierne.marts.customer.value.score;

import org.jspecify.annotations.NullMarked;
