package org.lierne.cli.simulator.world;

import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Agenda.Kind;
import org.lierne.cli.simulator.world.Order.Status;

/** What becomes of orders, from payment to return. */
final class OrderLives {

    private static final String[] CARRIERS = {"dhl", "dpd", "ups", "post"};

    private final Seed seed;
    private final Calendar calendar;
    private final Catalogue catalogue;
    private final Stock stock;
    private final Identities identities;
    private final Agenda agenda;
    private final Observer observer;

    OrderLives(
            Seed seed,
            Calendar calendar,
            Catalogue catalogue,
            Stock stock,
            Identities identities,
            Agenda agenda,
            Observer observer) {
        this.seed = seed;
        this.calendar = calendar;
        this.catalogue = catalogue;
        this.stock = stock;
        this.identities = identities;
        this.agenda = agenda;
        this.observer = observer;
    }

    /** An order has been placed. */
    void begin(Order order) {
        observer.order(order);
        Draws draws = seed.draws(Purpose.ORDER_FATE, order.id);
        if (draws.happens(Parameters.PAYMENT_LATER)) {
            agenda.plan(order.day + draws.between(1, 3), order, Kind.PAY, 0);
        } else if (draws.happens(Parameters.PAYMENT_FAILS)) {
            long at = order.changedAt + draws.between(40, 600);
            pays(order, order.totalCents(), at, Payment.Status.FAILED);
            agenda.plan(order.day + 1, order, Kind.PAY_AGAIN, 0);
        } else {
            pay(order, order.day, order.changedAt + draws.between(40, 600));
        }
        closeIfDone(order);
    }

    /** Lets all happen that is due on a day. */
    void day(int day) {
        var tasks = agenda.of(day);
        for (int index = 0; index < tasks.size(); index++) {
            Agenda.Task task = tasks.get(index);
            perform(task, day);
            task.order().openTasks--;
            closeIfDone(task.order());
        }
        agenda.done(day);
    }

    private void closeIfDone(Order order) {
        if (order.openTasks == 0) {
            observer.closed(order);
        }
    }

    private void perform(Agenda.Task task, int day) {
        Order order = task.order();
        Draws draws = seed.draws(Purpose.ORDER_FATE, order.id, task.kind().ordinal() + 1, day * 100L + task.index());
        switch (task.kind()) {
            case PAY -> pay(order, day, calendar.moment(day, draws.uniform()));
            case PAY_AGAIN -> payAgain(order, day, draws);
            case CORRECT -> correct(order, day, draws);
            case CANCEL -> cancel(order, calendar.moment(day, 0.5 + 0.5 * draws.uniform()));
            case PICK -> pick(order, day, task.index(), draws);
            case SHIP -> ship(order, order.shipments.get(task.index()), day, draws);
            case DELIVER -> deliver(order, order.shipments.get(task.index()), day, draws);
            case RETURN -> giveBack(order, order.lines.get(task.index()), day, draws);
            case REVIEW -> review(order, order.lines.get(task.index()), day, 0);
            case EDIT_REVIEW -> review(order, order.lines.get(task.index()), day, 1);
        }
    }

    private void payAgain(Order order, int day, Draws draws) {
        long at = calendar.moment(day, draws.uniform());
        if (!draws.happens(Parameters.PAYMENT_FAILS_TWICE)) {
            pay(order, day, at);
            return;
        }
        pays(order, order.totalCents(), at, Payment.Status.FAILED);
        order.status = Status.CANCELLED;
        order.change(at + 60);
        observer.order(order);
    }

    private void pay(Order order, int day, long at) {
        order.status = Status.PAID;
        order.change(at);
        pays(order, order.totalCents(), order.changedAt, Payment.Status.CAPTURED);
        observer.order(order);
        Draws draws = seed.draws(Purpose.ORDER_FATE, order.id, 100);
        int corrected = 0;
        if (draws.happens(Parameters.CORRECTED_LINE)) {
            corrected = draws.below(2);
            agenda.plan(day + corrected, order, Kind.CORRECT, 0);
        }
        if (draws.happens(Parameters.CANCELLED)) {
            order.isToBeCancelled = true;
            agenda.plan(day + 2, order, Kind.CANCEL, 0);
        }
        agenda.plan(day + corrected + draws.below(3), order, Kind.PICK, 0);
    }

    private void pays(Order order, long cents, long at, Payment.Status status) {
        order.payments++;
        if (status != Payment.Status.FAILED) {
            order.paidCents += cents;
        }
        observer.payment(new Payment(order, order.payments, cents, at, status));
    }

    /** A line was taken down wrongly: it becomes another product, and the difference is paid or refunded. */
    private void correct(Order order, int day, Draws draws) {
        OrderLine line = order.lines.get(draws.below(order.lines.size()));
        int other = catalogue.pick(draws);
        if (order.status != Status.PAID || !order.shipments.isEmpty() || other < 0 || holds(order, other)) {
            return;
        }
        Product product = catalogue.product(other);
        if (!product.isListed(order.day) || product.changedOn > order.day) {
            return;
        }
        line.product = other;
        line.priceCents = product.listCents;
        line.costCents = product.costCents;
        order.change(calendar.moment(day, 0.9));
        settle(order);
        observer.order(order);
    }

    private static boolean holds(Order order, int product) {
        return order.lines.stream().anyMatch(line -> line.product == product);
    }

    /** Pays or refunds what is still open. */
    private void settle(Order order) {
        long open = order.owedCents() - order.paidCents;
        if (open != 0) {
            Payment.Status status = open > 0 ? Payment.Status.CAPTURED : Payment.Status.REFUNDED;
            pays(order, open, order.changedAt, status);
        }
    }

    private void cancel(Order order, long at) {
        if (order.status != Status.PAID) {
            return;
        }
        for (Shipment shipment : order.shipments) {
            shipment.cancelled = true;
            shipment.lines.forEach(line -> stock.release(shipment.warehouse, line.product, line.quantity));
        }
        order.status = Status.CANCELLED;
        order.change(at);
        settle(order);
        observer.order(order);
        order.shipments.forEach(shipment -> observer.shipment(order, shipment, order.changedAt));
    }

    private void pick(Order order, int day, int attempt, Draws draws) {
        if (order.status != Status.PAID) {
            return;
        }
        int nearest = stock.nearest(identities.country(order.identity()));
        int before = order.shipments.size();
        boolean waiting = false;
        for (OrderLine line : order.lines) {
            if (line.shipment >= 0) {
                continue;
            }
            if (attempt == 0) {
                stock.asked(nearest, line.product, line.quantity);
            }
            int warehouse = reserve(line, nearest);
            if (warehouse < 0) {
                stock.lacks(nearest, line.product, line.quantity);
                waiting = true;
                continue;
            }
            Shipment shipment = shipmentFrom(order, warehouse, before, draws);
            shipment.lines.add(line);
            line.shipment = shipment.index;
        }
        long at = Math.max(calendar.moment(day, 0.2 + 0.3 * draws.uniform()), order.changedAt + 60);
        for (Shipment shipment : order.shipments.subList(before, order.shipments.size())) {
            observer.shipment(order, shipment, at);
            if (!order.isToBeCancelled) {
                agenda.plan(draws.happens(0.6) ? day : day + 1, order, Kind.SHIP, shipment.index);
            }
        }
        if (waiting) {
            agenda.plan(day + 1, order, Kind.PICK, attempt + 1);
        }
    }

    private int reserve(OrderLine line, int nearest) {
        for (int further = 0; further < stock.warehouses(); further++) {
            int warehouse = (nearest + further) % stock.warehouses();
            if (stock.reserve(warehouse, line.product, line.quantity)) {
                return warehouse;
            }
        }
        return -1;
    }

    private static Shipment shipmentFrom(Order order, int warehouse, int since, Draws draws) {
        for (Shipment shipment : order.shipments.subList(since, order.shipments.size())) {
            if (shipment.warehouse == warehouse) {
                return shipment;
            }
        }
        Shipment shipment = new Shipment(order.shipments.size(), warehouse, draws.of(CARRIERS));
        order.shipments.add(shipment);
        return shipment;
    }

    private void ship(Order order, Shipment shipment, int day, Draws draws) {
        shipment.shippedAt = Math.max(calendar.moment(day, 0.6 + 0.3 * draws.uniform()), order.changedAt + 600);
        shipment.lines.forEach(line -> stock.leave(shipment.warehouse, line.product, line.quantity));
        observer.shipment(order, shipment, shipment.shippedAt);
        if (order.lines.stream().allMatch(line -> hasLeft(order, line))) {
            order.status = Status.SHIPPED;
            order.customer = order.customer == 0 ? order.claimedBy : order.customer;
            order.change(shipment.shippedAt + 30);
            observer.order(order);
        }
        int delay = draws.between(1, 3) + (draws.happens(0.12) ? draws.between(2, 8) : 0);
        agenda.plan(day + delay, order, Kind.DELIVER, shipment.index);
    }

    private static boolean hasLeft(Order order, OrderLine line) {
        return line.shipment >= 0 && order.shipments.get(line.shipment).shippedAt > 0;
    }

    private void deliver(Order order, Shipment shipment, int day, Draws draws) {
        shipment.deliveredAt = calendar.moment(day, 0.15 + 0.6 * draws.uniform());
        observer.shipment(order, shipment, shipment.deliveredAt);
        for (OrderLine line : shipment.lines) {
            if (draws.happens(Parameters.RETURNED_LINE)) {
                agenda.plan(day + draws.between(3, 20), order, Kind.RETURN, line.number - 1);
            }
            if (draws.happens(Parameters.REVIEWED_LINE) && order.customer > 0) {
                int written = day + draws.between(1, 14);
                agenda.plan(written, order, Kind.REVIEW, line.number - 1);
                if (draws.happens(Parameters.EDITED_REVIEW)) {
                    agenda.plan(written + draws.between(3, 20), order, Kind.EDIT_REVIEW, line.number - 1);
                }
            }
        }
    }

    private void giveBack(Order order, OrderLine line, int day, Draws draws) {
        line.returned = draws.between(1, line.quantity);
        stock.takeBack(order.shipments.get(line.shipment).warehouse, line.product, line.returned);
        order.change(calendar.moment(day, draws.uniform()));
        if (order.lines.stream().allMatch(each -> each.returned == each.quantity)) {
            order.status = Status.RETURNED;
        }
        settle(order);
        observer.order(order);
    }

    private void review(Order order, OrderLine line, int day, int version) {
        Draws draws = seed.draws(Purpose.REVIEW, order.id, line.number, version);
        long written = calendar.moment(day, draws.uniform());
        Shipment shipment = order.shipments.get(line.shipment);
        int delay = calendar.dayOf(shipment.deliveredAt) - order.day;
        double pleasure = catalogue.product(line.product).quality
                - Parameters.STARS_PER_DAY_LATE * Math.max(0, delay - 3)
                + 0.8 * draws.normal();
        int stars = (int) Math.min(5, Math.max(1, StrictMath.round(pleasure + 0.5)));
        observer.review(new Review(order, line, version, stars, written, delay));
    }
}
