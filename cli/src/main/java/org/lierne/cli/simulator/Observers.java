package org.lierne.cli.simulator;

import java.util.List;
import java.util.function.IntConsumer;
import org.lierne.cli.simulator.world.Account;
import org.lierne.cli.simulator.world.Observer;
import org.lierne.cli.simulator.world.Order;
import org.lierne.cli.simulator.world.Payment;
import org.lierne.cli.simulator.world.Review;
import org.lierne.cli.simulator.world.Shipment;
import org.lierne.cli.simulator.world.Visit;

/** Several observers as one. */
record Observers(List<Observer> all, IntConsumer dayDone) implements Observer {

    @Override
    public void dayBegins(int day) {
        all.forEach(each -> each.dayBegins(day));
    }

    @Override
    public void order(Order order) {
        all.forEach(each -> each.order(order));
    }

    @Override
    public void payment(Payment payment) {
        all.forEach(each -> each.payment(payment));
    }

    @Override
    public void shipment(Order order, Shipment shipment, long at) {
        all.forEach(each -> each.shipment(order, shipment, at));
    }

    @Override
    public void customer(Account account, long updatedAt) {
        all.forEach(each -> each.customer(account, updatedAt));
    }

    @Override
    public void review(Review review) {
        all.forEach(each -> each.review(review));
    }

    @Override
    public void visit(Visit visit) {
        all.forEach(each -> each.visit(visit));
    }

    @Override
    public void closed(Order order) {
        all.forEach(each -> each.closed(order));
    }

    @Override
    public void replenishment(int warehouse, int product, int quantity, int orderedOn, int arrivesOn) {
        all.forEach(each -> each.replenishment(warehouse, product, quantity, orderedOn, arrivesOn));
    }

    @Override
    public void dayEnds(int day) {
        all.forEach(each -> each.dayEnds(day));
        dayDone.accept(day);
    }

    @Override
    public void close() {
        all.forEach(Observer::close);
    }
}
