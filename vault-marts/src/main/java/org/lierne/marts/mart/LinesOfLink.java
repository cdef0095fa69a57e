package org.lierne.marts.mart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Participant;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.marts.customer.RowsOfOrders;

/** The rows of a link as lines of transactions. */
final class LinesOfLink implements TransactionLines {

    private final String link;
    private final Rows rows;
    private final SqlParser parser;

    LinesOfLink(String link, Rows rows, SqlParser parser) {
        this.link = link;
        this.rows = rows;
        this.parser = parser;
    }

    @Override
    public String what() {
        return "link \"" + link + "\" nor in a link under through";
    }

    @Override
    public Map<String, Participant> participants() {
        return rows.participants();
    }

    @Override
    public String key() {
        return rows.key();
    }

    @Override
    public String hashKey(Participant participant) {
        return rows.hashKey(participant);
    }

    @Override
    public String businessKey(Participant participant, String key) {
        return rows.businessKey(participant, key);
    }

    @Override
    public String expression(String field, String text) throws FieldProblem {
        return Expressions.compile(parser, field, text, column -> rows.column(field, column));
    }

    @Override
    public Optional<RowsOfOrders> rowsOf(Participant customer, Participant order) {
        return rows.rowsOf(customer, order);
    }

    @Override
    public List<String> commons() {
        return rows.commons();
    }

    @Override
    public String from() {
        return rows.from();
    }
}
