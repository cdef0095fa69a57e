package org.lierne.cli.simulator.world;

/** A line of an order as it stands. */
public final class OrderLine {

    final int number;
    final int quantity;
    int product;
    long priceCents;
    long costCents;
    int returned;
    boolean returnKnown;
    int shipment = -1;

    OrderLine(int number, int product, int quantity, long priceCents, long costCents) {
        this.number = number;
        this.product = product;
        this.quantity = quantity;
        this.priceCents = priceCents;
        this.costCents = costCents;
    }

    public int number() {
        return number;
    }

    public int product() {
        return product;
    }

    public int quantity() {
        return quantity;
    }

    public long priceCents() {
        return priceCents;
    }

    /** What the product cost the shop on the day of the order. */
    public long costCents() {
        return costCents;
    }

    public int returned() {
        return returned;
    }

    public long amountCents() {
        return quantity * priceCents;
    }
}
