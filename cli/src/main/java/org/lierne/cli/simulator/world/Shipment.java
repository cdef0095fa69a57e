package org.lierne.cli.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** Lines of an order that leave a warehouse together. */
public final class Shipment {

    final int index;
    final int warehouse;
    final String carrier;
    final List<OrderLine> lines = new ArrayList<>(2);
    long shippedAt;
    long deliveredAt;
    boolean cancelled;

    Shipment(int index, int warehouse, String carrier) {
        this.index = index;
        this.warehouse = warehouse;
        this.carrier = carrier;
    }

    /** From 0, within its order. */
    public int index() {
        return index;
    }

    public int warehouse() {
        return warehouse;
    }

    public String carrier() {
        return carrier;
    }

    public List<OrderLine> lines() {
        return lines;
    }

    /** 0 until it has left. */
    public long shippedAt() {
        return shippedAt;
    }

    /** 0 until it was delivered. */
    public long deliveredAt() {
        return deliveredAt;
    }

    public boolean cancelled() {
        return cancelled;
    }
}
