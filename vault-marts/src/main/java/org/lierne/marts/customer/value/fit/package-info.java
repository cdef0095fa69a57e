/** Fits the models to counts of equal histories by maximum likelihood, says what the data could not tell, and chooses. */
@NullMarked
package org.lierne.marts.customer.value.fit;

import org.jspecify.annotations.NullMarked;
