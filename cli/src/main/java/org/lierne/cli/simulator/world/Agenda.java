package org.lierne.cli.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** What is going to happen to orders, by day. It looks ahead some weeks only, so it holds what is open and no more. */
final class Agenda {

    private static final int HORIZON = 64;

    /** What happens. */
    enum Kind {
        PAY,
        PAY_AGAIN,
        CORRECT,
        CANCEL,
        PICK,
        SHIP,
        DELIVER,
        RETURN,
        REVIEW,
        EDIT_REVIEW
    }

    /** @param index of the shipment or the line, from 0, where the kind wants one */
    record Task(Order order, Kind kind, int index) {}

    private final int days;
    private final List<List<Task>> ring = new ArrayList<>();

    Agenda(int days) {
        this.days = days;
        for (int place = 0; place < HORIZON; place++) {
            ring.add(new ArrayList<>());
        }
    }

    /** What would happen after the last day never happens. */
    void plan(int day, Order order, Kind kind, int index) {
        if (day >= days) {
            return;
        }
        order.openTasks++;
        ring.get(day % HORIZON).add(new Task(order, kind, index));
    }

    /** The tasks of a day in the order in which they were planned, among them those that are planned meanwhile. */
    List<Task> of(int day) {
        return ring.get(day % HORIZON);
    }

    void done(int day) {
        ring.set(day % HORIZON, new ArrayList<>());
    }
}
