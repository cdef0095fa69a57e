package org.lierne.cli.simulator.world;

/**
 * A payment, a refund (negative) or a failed attempt. It never changes.
 *
 * @param number of the payment within its order
 */
public record Payment(Order order, int number, long cents, long paidAt, Status status) {

    /** What became of it. */
    public enum Status {
        CAPTURED,
        REFUNDED,
        FAILED
    }
}
