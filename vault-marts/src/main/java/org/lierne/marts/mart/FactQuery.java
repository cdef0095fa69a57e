package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.marts.customer.RowsOfOrders;

/**
 * Compiles a fact. One row per row of the link in force, or of the hub; rows with unknown keys stay. Its columns: the
 * row's own hash key, {@code <participant>_hk} and business key of every hub reached, the dependent child keys, what the
 * metadata lists, and, if a status satellite knows it, {@code deleted_at}: then rows that are gone stay, too. A business key is called as in the hub, with the participant's name before it if that is a
 * role, or if the name would be there twice.
 */
final class FactQuery {

    private static final String COLUMNS = "columns";

    private final Vault vault;
    private final FactMart mart;
    private final List<String> statuses;
    private final List<FactMart.Column> described;
    private final Rows rows;
    private final Map<String, Map<String, String>> businessKeys;
    private final Map<String, String> keyColumns = new LinkedHashMap<>();
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Map<String, String> probes = new LinkedHashMap<>();
    private final String sql;

    FactQuery(Vault vault, VaultSchema schema, FactMart mart, SqlParser parser) throws FieldProblem {
        this.vault = vault;
        this.mart = mart;
        this.statuses = vault.satellites().stream()
                .filter(satellite -> satellite instanceof StatusSatellite
                        && satellite.parent().name().equals(mart.of().name()))
                .map(Satellite::name)
                .toList();
        this.described = Stream.concat(mart.columns().stream(), deletedAt()).toList();
        Rows now = Rows.of(vault, schema, mart.of(), mart.through()).withDeleted();
        if (mart.at().isPresent()) {
            String moment = new FactExpressions(described, now, vault.hashing(), parser)
                    .expression("at", mart.at().get());
            probes.put("at", Sql.with(now.commons()) + "select " + moment + "\n" + now.from());
            this.rows = now.at(moment);
            // Its tables must be joined there too.
            new FactExpressions(described, rows, vault.hashing(), parser)
                    .expression("at", mart.at().get());
        } else {
            this.rows = now;
        }
        this.businessKeys = nameBusinessKeys();
        this.sql = compile(new FactExpressions(described, rows, vault.hashing(), parser));
    }

    String sql() {
        return sql;
    }

    /** The hubs whose keys the fact has, by the name under which they take part. */
    Map<String, Participant> participants() {
        return rows.participants();
    }

    /** Which rows the fact's are made of, by their orders; empty if that cannot be told. */
    Optional<RowsOfOrders> rowsOf(Participant customer, Participant order) {
        return rows.rowsOf(customer, order);
    }

    /** The name of the column that holds the row's own hash key. */
    String keyColumn() {
        return Names.hashKey(mart.of().name());
    }

    /** The name of the column that holds a part of a participant's business key. */
    String businessKeyColumn(Participant participant, String key) {
        return businessKeys.get(participant.name()).get(key);
    }

    /** The names of all columns. */
    Set<String> columnNames() {
        Set<String> names = new LinkedHashSet<>(keyColumns.keySet());
        names.addAll(columns.keySet());
        return names;
    }

    /** By field, the fact with that one expression. */
    Map<String, String> probes() {
        return probes;
    }

    /** Since when a row is gone, by each status satellite of the link or hub. */
    private Stream<FactMart.Column> deletedAt() {
        String deletedAt = ReadableSatellite.DELETED_AT;
        return statuses.stream()
                .map(status -> new FactMart.Column(
                        statuses.size() == 1 ? deletedAt : status + "_" + deletedAt,
                        status + "." + deletedAt,
                        Optional.empty()))
                .filter(column ->
                        mart.columns().stream().noneMatch(own -> own.name().equals(column.name())));
    }

    private String compile(FactExpressions expressions) throws FieldProblem {
        addKeys();
        if (mart.columns().isEmpty()) {
            addAttributes();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (FactMart.Column column : described) {
            String field = COLUMNS + "." + column.name();
            add(field, column.name(), expressions.column(column));
            fields.put(field, columns.get(column.name()));
        }
        String where = "";
        if (mart.where().isPresent()) {
            where = "\nwhere " + expressions.expression("where", mart.where().get());
        }
        List<String> select = new ArrayList<>();
        keyColumns.forEach((name, column) -> select.add(Sql.as(column, name)));
        columns.forEach((name, expression) -> select.add(Sql.as(expression, name)));
        String with = Sql.with(rows.commons());
        String from = "\n" + rows.from();
        fields.forEach(
                (field, expression) -> probes.put(field, with + "select " + rows.key() + ", " + expression + from));
        if (!where.isEmpty()) {
            probes.put("where", with + "select " + rows.key() + from + where);
        }
        return with + "select\n    " + Sql.list(select, 4) + from + where;
    }

    private void addKeys() throws FieldProblem {
        keyColumns.put(keyColumn(), rows.key());
        for (Participant participant : rows.participants().values()) {
            keyColumns.put(Names.hashKey(participant.name()), rows.hashKey(participant));
        }
        for (Participant participant : rows.participants().values()) {
            for (Map.Entry<String, String> key :
                    businessKeys.get(participant.name()).entrySet()) {
                if (keyColumns.putIfAbsent(key.getValue(), rows.businessKey(participant, key.getKey())) != null) {
                    throw new FieldProblem(
                            "through",
                            "The column \"" + key.getValue() + "\" would be there twice: as a business key of \""
                                    + participant.name() + "\", and as another key.");
                }
            }
        }
        if (mart.of() instanceof Parent.OfLink link) {
            for (Link.DependentChildKey key : vault.link(link.name()).dependentChildKey()) {
                keyColumns.put(key.name(), Sql.column(Names.table(vault.link(link.name())), key.name()));
            }
        }
    }

    private Map<String, Map<String, String>> nameBusinessKeys() {
        Map<String, Integer> uses = new HashMap<>();
        if (mart.of() instanceof Parent.OfLink link) {
            vault.link(link.name()).dependentChildKey().forEach(key -> uses.merge(key.name(), 1, Integer::sum));
        }
        rows.participants()
                .values()
                .forEach(participant ->
                        keys(participant).forEach(key -> uses.merge(wish(participant, key), 1, Integer::sum)));
        Map<String, Map<String, String>> named = new LinkedHashMap<>();
        for (Participant participant : rows.participants().values()) {
            Map<String, String> columnsOf = new LinkedHashMap<>();
            for (String key : keys(participant)) {
                String wish = wish(participant, key);
                columnsOf.put(key, uses.getOrDefault(wish, 0) == 1 ? wish : participant.name() + "_" + key);
            }
            named.put(participant.name(), columnsOf);
        }
        return named;
    }

    private List<String> keys(Participant participant) {
        return vault.hub(participant.hub()).key().stream().map(KeyColumn::name).toList();
    }

    private static String wish(Participant participant, String key) {
        boolean role = !participant.name().equals(participant.hub());
        return role ? Attributes.prefixed(participant.name(), key) : key;
    }

    private void addAttributes() throws FieldProblem {
        List<Scope.Candidate> attributes = rows.attributes().stream()
                .filter(attribute ->
                        attribute.satellite().filter(statuses::contains).isEmpty())
                .toList();
        Map<String, Integer> uses = new HashMap<>();
        attributes.forEach(attribute -> uses.merge(attribute.column(), 1, Integer::sum));
        for (Scope.Candidate attribute : attributes) {
            boolean free = uses.getOrDefault(attribute.column(), 0) == 1 && !keyColumns.containsKey(attribute.column());
            String name = free
                    ? attribute.column()
                    : attribute.satellite().orElse(attribute.owner()) + "_" + attribute.column();
            add(COLUMNS, name, rows.column(attribute));
        }
    }

    private void add(String field, String name, String expression) throws FieldProblem {
        if (keyColumns.containsKey(name)) {
            throw new FieldProblem(
                    field, "The fact has the key column \"" + name + "\" anyway; take it out, or call this otherwise.");
        }
        columns.put(name, expression);
    }
}
