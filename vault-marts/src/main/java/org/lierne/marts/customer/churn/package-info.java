/**
 * Who is lost, when, and who will be: rates, survival, retention and predictions over a mart of transactions, or over
 * contracts.
 */
@NullMarked
package org.lierne.marts.customer.churn;

import org.jspecify.annotations.NullMarked;
