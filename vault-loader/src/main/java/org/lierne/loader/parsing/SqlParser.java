package org.lierne.loader.parsing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.loader.warehouse.Confinement;

/**
 * Reads SQL with DuckDB's parser, in an engine of its own that holds nothing. Not safe for use by several threads at
 * once.
 */
public final class SqlParser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String BEFORE_EXPRESSION = "select (\n";

    private static final String AFTER_EXPRESSION = "\n)";

    private final Connection connection;

    public SqlParser() {
        try {
            connection = Confinement.engine();
        } catch (SQLException failure) {
            throw new IllegalStateException("The SQL parser cannot start: " + failure.getMessage(), failure);
        }
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidSqlException if the text is not exactly one scalar expression of a row
     */
    public ParsedExpression expression(String text) throws InvalidSqlException {
        if (text.isBlank()) {
            throw new InvalidSqlException("There is no expression.");
        }
        JsonNode select = statement(BEFORE_EXPRESSION + text + AFTER_EXPRESSION);
        JsonNode expressions = select.path("select_list");
        boolean alone = expressions.size() == 1
                && select.path("from_table").path("type").asText().equals("EMPTY")
                && select.path("type").asText().equals("SELECT_NODE");
        if (!alone) {
            throw new InvalidSqlException("This is not one expression.");
        }
        JsonNode expression = expressions.get(0);
        refuseForbidden(expression, SqlRules::refusalInExpression);
        return new ParsedExpression(text, columns(expression, text));
    }

    /**
     * Reads a query.
     *
     * @throws InvalidSqlException if the text is not exactly one SELECT over tables that are named with their schema
     */
    public ParsedQuery query(String text) throws InvalidSqlException {
        JsonNode select = statement(text);
        refuseForbidden(select, SqlRules::refusalInQuery);
        Set<String> commonTables = new LinkedHashSet<>();
        for (JsonNode map : select.findValues("cte_map")) {
            map.path("map").forEach(entry -> commonTables.add(entry.path("key").asText()));
        }
        Set<TableReference> tables = new LinkedHashSet<>();
        List<JsonNode> nodes = new ArrayList<>();
        collect(select, nodes);
        for (JsonNode node : nodes) {
            if (!node.path("type").asText().equals("BASE_TABLE")) {
                continue;
            }
            String schema = node.path("schema_name").asText("");
            String table = node.path("table_name").asText("");
            if (!node.path("catalog_name").asText("").isEmpty()) {
                throw new InvalidSqlException("\"" + table + "\" is named with a catalog; name it as schema.table.");
            }
            if (!schema.isEmpty()) {
                tables.add(new TableReference(schema, table));
                continue;
            }
            if (!commonTables.contains(table) || !table.matches("\\w+")) {
                throw new InvalidSqlException("\"" + table + "\" has no schema; write raw_vault." + table
                        + ", business_vault." + table + " or mart." + table + ".");
            }
        }
        return new ParsedQuery(text, List.copyOf(tables));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("The SQL parser cannot be closed: " + failure.getMessage(), failure);
        }
    }

    private JsonNode statement(String text) throws InvalidSqlException {
        JsonNode tree = tree(text);
        if (tree.path("error").asBoolean()) {
            throw new InvalidSqlException("This is not SQL that may stand here: "
                    + tree.path("error_message").asText() + ".");
        }
        JsonNode statements = tree.path("statements");
        if (statements.size() != 1) {
            throw new InvalidSqlException("There are " + statements.size() + " statements; one SELECT is allowed.");
        }
        JsonNode statement = statements.get(0);
        if (!statement.path("named_param_map").isEmpty()) {
            throw new InvalidSqlException("There are parameters (? or $) in it, and nothing to fill them with.");
        }
        return statement.path("node");
    }

    private JsonNode tree(String text) {
        String parse = "select json_serialize_sql(?, skip_null := true, skip_empty := true)";
        try (PreparedStatement statement = connection.prepareStatement(parse)) {
            statement.setString(1, text);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return JSON.readTree(rows.getString(1));
            }
        } catch (SQLException | JsonProcessingException failure) {
            throw new IllegalStateException("The SQL parser failed: " + failure.getMessage(), failure);
        }
    }

    private static List<ColumnReference> columns(JsonNode expression, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<JsonNode> nodes = new ArrayList<>();
        collect(expression, nodes);
        List<ColumnReference> columns = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (!node.path("class").asText().equals("COLUMN_REF")) {
                continue;
            }
            int fromByte = node.path("query_location").asInt() - BEFORE_EXPRESSION.length();
            int toByte = fromByte + node.path("query_location_length").asInt();
            List<String> names = new ArrayList<>();
            node.path("column_names").forEach(name -> names.add(name.asText()));
            columns.add(new ColumnReference(names, characters(bytes, fromByte), characters(bytes, toByte)));
        }
        columns.sort(Comparator.comparingInt(ColumnReference::from));
        return columns;
    }

    /** The parser counts bytes. */
    private static int characters(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8).length();
    }

    private static void refuseForbidden(JsonNode tree, SqlRules.Rule rule) throws InvalidSqlException {
        List<JsonNode> nodes = new ArrayList<>();
        collect(tree, nodes);
        for (JsonNode node : nodes) {
            Optional<String> refusal = rule.refusal(node);
            if (refusal.isPresent()) {
                throw new InvalidSqlException(refusal.get());
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isObject()) {
            into.add(node);
        }
        node.forEach(child -> collect(child, into));
    }
}
