package org.lierne.marts.mart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Participant;
import org.lierne.core.schema.Names;
import org.lierne.loader.parsing.ColumnReference;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.marts.customer.RowsOfOrders;

/** The rows of a fact as lines of transactions. An expression names a column of the fact, or {@code fact.column}. */
final class LinesOfFact implements TransactionLines {

    private final String name;
    private final FactQuery fact;
    private final SqlParser parser;

    LinesOfFact(String name, FactQuery fact, SqlParser parser) {
        this.name = name;
        this.fact = fact;
        this.parser = parser;
    }

    @Override
    public String what() {
        return "fact \"" + name + "\" nor in a link under its through";
    }

    @Override
    public Map<String, Participant> participants() {
        return fact.participants();
    }

    @Override
    public String key() {
        return Sql.column(name, fact.keyColumn());
    }

    @Override
    public String hashKey(Participant participant) {
        return Sql.column(name, Names.hashKey(participant.name()));
    }

    @Override
    public String businessKey(Participant participant, String key) {
        return Sql.column(name, fact.businessKeyColumn(participant, key));
    }

    @Override
    public String expression(String field, String text) throws FieldProblem {
        return Expressions.compile(parser, field, text, column -> meaning(field, column));
    }

    private String meaning(String field, ColumnReference column) throws FieldProblem {
        List<String> names = column.names();
        String last = names.get(names.size() - 1).toLowerCase(Locale.ROOT);
        boolean own = names.size() == 1 || names.size() == 2 && names.get(0).equalsIgnoreCase(name);
        if (!own || !fact.columnNames().contains(last)) {
            throw new FieldProblem(
                    field,
                    "There is no column \"" + column.text() + "\" in the fact \"" + name + "\".",
                    NearestColumns.hint(column.text(), fact.columnNames()));
        }
        return Sql.column(name, last);
    }

    @Override
    public Optional<RowsOfOrders> rowsOf(Participant customer, Participant order) {
        return fact.rowsOf(customer, order);
    }

    @Override
    public List<String> commons() {
        return List.of();
    }

    @Override
    public String from() {
        return "from " + Sql.column(MartQueries.MART, name) + " as " + Sql.name(name);
    }
}
