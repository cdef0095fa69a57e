package org.lierne.marts.mart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Participant;
import org.lierne.marts.customer.RowsOfOrders;

/** What transactions are made from: rows with the keys of who buys what in which order. */
interface TransactionLines {

    /** What it is, for messages: {@code link "order_line"}. */
    String what();

    /** Every hub whose key a line has, by the name under which it takes part. */
    Map<String, Participant> participants();

    /** The column that holds a line's own hash key. */
    String key();

    /** A participant's hash key, never NULL. */
    String hashKey(Participant participant);

    /** The column that holds a part of a participant's business key. */
    String businessKey(Participant participant, String key);

    /** An expression over a line as SQL. */
    String expression(String field, String text) throws FieldProblem;

    /** Which rows the lines are made of, by their orders; empty if that cannot be told. */
    Optional<RowsOfOrders> rowsOf(Participant customer, Participant order);

    /** The common table expressions that {@link #from()} names. */
    List<String> commons();

    /** The FROM clause for what has been asked for so far. */
    String from();
}
