package org.lierne.marts.customer.value.model;

/** How many purchases a customer who has not left makes within a horizon, as a distribution; of one thread. */
public interface PurchasesAhead {

    /** The probability of at least that many, asked for 1, 2, 3 and so on, in this order. */
    double atLeast(int purchases);
}
