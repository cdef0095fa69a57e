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

    /** How many rejects of a delivery there can be before it is left out for them; at least as many as are recorded. */
    long kept(PendingDelivery delivery) {
        return Math.max(SAMPLE, (long) (share * delivery.scan().records()) + 1);
    }

    /** As written in metadata: {@code 1%}. */
    String percent() {
        return BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString() + "%";
    }
}
