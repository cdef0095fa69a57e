package org.lierne.cli.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** An order as it stands; kept until nothing more will happen to it. Not safe for several threads. */
public final class Order {

    private static final int FIRST_GUEST = 1_000_000_000;

    /** Where an order is made. */
    public enum Channel {
        WEB,
        APP,
        STORE,
        PHONE
    }

    /** How far an order is. */
    public enum Status {
        NEW,
        PAID,
        SHIPPED,
        RETURNED,
        CANCELLED
    }

    final int id;
    final int person;
    int customer;
    final int recipient;
    final int guest;
    final int address;
    final int contact;
    final Channel channel;
    final long orderedAt;
    final int day;
    final int campaign;
    final int cause;
    final List<OrderLine> lines = new ArrayList<>(3);
    final List<Shipment> shipments = new ArrayList<>(1);
    Status status = Status.NEW;
    long changedAt;
    long shippingCents;
    long discountCents;
    long paidCents;
    int payments;
    int openTasks;
    boolean isToBeCancelled;
    int claimedBy;

    Order(
            int id,
            int person,
            int customer,
            int recipient,
            int guest,
            int address,
            int contact,
            Channel channel,
            long orderedAt,
            int day,
            int campaign,
            int cause) {
        this.id = id;
        this.person = person;
        this.customer = customer;
        this.recipient = recipient;
        this.guest = guest;
        this.address = address;
        this.contact = contact;
        this.channel = channel;
        this.orderedAt = orderedAt;
        this.day = day;
        this.campaign = campaign;
        this.cause = cause;
        this.changedAt = orderedAt;
    }

    /** The time of its next change: not before the last, and never at the same second. */
    long change(long wanted) {
        changedAt = Math.max(wanted, changedAt + 10);
        return changedAt;
    }

    public int id() {
        return id;
    }

    /** Who ordered: a person who is or becomes a customer, or -1 for a guest of whom nothing else is known. */
    public int person() {
        return person;
    }

    /** The customer number, or 0 for an order without one; a guest may be recognised when the goods leave. */
    public int customer() {
        return customer;
    }

    /** The customer number of whom it is a present for, or 0. */
    public int recipient() {
        return recipient;
    }

    /** The number of the guest, or -1. */
    public int guest() {
        return guest;
    }

    /** As whom names and addresses are derived. */
    public int identity() {
        return person >= 0 ? person : FIRST_GUEST + guest;
    }

    /** How often the person had moved when ordering. */
    public int address() {
        return address;
    }

    /** How often the person's contact had changed when ordering. */
    public int contact() {
        return contact;
    }

    public Channel channel() {
        return channel;
    }

    public long orderedAt() {
        return orderedAt;
    }

    public int day() {
        return day;
    }

    /** The campaign whose code the order carries, or -1. */
    public int campaign() {
        return campaign;
    }

    /** The campaign to which the order is owed, or -1. */
    public int cause() {
        return cause;
    }

    public List<OrderLine> lines() {
        return lines;
    }

    public List<Shipment> shipments() {
        return shipments;
    }

    public Status status() {
        return status;
    }

    public long changedAt() {
        return changedAt;
    }

    public long shippingCents() {
        return shippingCents;
    }

    public long discountCents() {
        return discountCents;
    }

    public long totalCents() {
        long total = shippingCents - discountCents;
        for (OrderLine line : lines) {
            total += line.amountCents();
        }
        return total;
    }

    /** What is to be paid in all, when what came back has been refunded: nothing for a cancelled order. */
    long owedCents() {
        if (status == Status.CANCELLED) {
            return 0;
        }
        long owed = totalCents();
        for (OrderLine line : lines) {
            owed -= line.returned * line.priceCents;
        }
        return owed;
    }
}
