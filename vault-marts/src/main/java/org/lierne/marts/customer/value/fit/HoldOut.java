package org.lierne.marts.customer.value.fit;

import org.lierne.marts.customer.value.model.LifetimeModel;

/**
 * The same customers twice: as they were known at the end of a first part of the data, and at the end of all. Since a model's
 * likelihood is that of a whole history, the likelihood of the second by that of the first is what the model, fitted to the
 * first part, thought of what happened afterwards.
 *
 * @param before of customers whose first purchase lies in the first part, up to its end
 * @param after of the same customers, up to the end of the data
 */
public record HoldOut(PurchaseHistories before, PurchaseHistories after) {

    public HoldOut {
        if (before.customers() != after.customers()) {
            throw new IllegalArgumentException("There are " + before.customers() + " customers before and "
                    + after.customers() + " after; they must be the same.");
        }
    }

    double logLikelihood(LifetimeModel fittedBefore) {
        return after.logLikelihood(fittedBefore) - before.logLikelihood(fittedBefore);
    }
}
