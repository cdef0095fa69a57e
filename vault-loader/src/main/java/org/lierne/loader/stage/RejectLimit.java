package org.lierne.loader.stage;

import java.math.BigDecimal;

/**
 * How many rejects a delivery may have.
 *
 * @param share of its records, from 0 to 1
 */
record RejectLimit(double share) {

    /** How many rejects are recorded of a delivery that is left out for having too many. */
    static final int SAMPLE = 1000;

    boolean isPassed(long rejected, PendingDelivery delivery) {
        return rejected > share * delivery.scan().records();
    }

    /** As written in metadata: {@code 1%}. */
    String percent() {
        return BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString() + "%";
    }
}
