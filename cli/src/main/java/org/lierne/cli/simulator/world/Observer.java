package org.lierne.cli.simulator.world;

/** Learns what happens in the world, in the order in which it does. */
public interface Observer extends AutoCloseable {

    /** A day has begun; catalogue and campaigns are as they will be all day. */
    default void dayBegins(int day) {}

    /** An order is new or has changed, at its {@code changedAt}. */
    default void order(Order order) {}

    default void payment(Payment payment) {}

    /**
     * A shipment was picked, has left, was delivered or was cancelled.
     *
     * @param at when, in seconds
     */
    default void shipment(Order order, Shipment shipment, long at) {}

    /** An account is new or has changed. */
    default void customer(Account account, long updatedAt) {}

    default void review(Review review) {}

    default void visit(Visit visit) {}

    /** Nothing more will happen to the order. */
    default void closed(Order order) {}

    /** A warehouse has ordered goods. */
    default void replenishment(int warehouse, int product, int quantity, int orderedOn, int arrivesOn) {}

    /** All of the day has happened. */
    default void dayEnds(int day) {}

    /** All days have ended. */
    @Override
    default void close() {}
}
