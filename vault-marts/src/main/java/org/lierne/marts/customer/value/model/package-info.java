/** Models of who still buys, how often and for how much, with given parameters: their likelihoods and what they predict. */
@NullMarked
package org.lierne.marts.customer.value.model;

import org.jspecify.annotations.NullMarked;
