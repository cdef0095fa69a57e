package org.lierne.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/**
 * The tables that migrations have led to, as JSON that stands beside each migration. The next difference is taken
 * against it, without a database.
 */
public final class RecordedModel {

    /** The version of the JSON's form; raised when an older Lierne could misread it. */
    public static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "hash";
    private static final String ID = "id";

    private RecordedModel() {}

    /** The tables as JSON: one line per column, in the order of the tables, ending in a line feed. */
    public static String write(VaultSchema schema) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        Hashing hashing = schema.hashing();
        root.putObject("hashing")
                .put("profile", lower(hashing.profile()))
                .put("algorithm", lower(hashing.algorithm()))
                .put("storage", lower(hashing.storage()));
        var tables = root.putArray("tables");
        for (Table table : schema.tables()) {
            ObjectNode node = tables.addObject();
            node.put("kind", lower(table.kind()));
            node.put("name", table.name());
            node.put("construct", table.construct());
            node.put("identity", table.identity());
            var columns = node.putArray("columns");
            table.columns().forEach(column -> columns.addRawValue(new RawValue(text(column))));
        }
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines);
        try {
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is no such JSON, with a sentence that says why
     */
    public static VaultSchema read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("it is not JSON: " + noJson.getOriginalMessage(), noJson);
        }
        int format = root.path("format").asInt(0);
        if (format != FORMAT) {
            throw new IllegalArgumentException("its format is " + format + ", and this Lierne reads format " + FORMAT);
        }
        JsonNode hashing = root.path("hashing");
        List<Table> tables = new ArrayList<>();
        root.path("tables").forEach(table -> tables.add(table(table)));
        return new VaultSchema(
                new Hashing(
                        constant(Hashing.Profile.class, hashing, "profile"),
                        constant(Hashing.Algorithm.class, hashing, "algorithm"),
                        constant(Hashing.Storage.class, hashing, "storage")),
                tables);
    }

    private static Table table(JsonNode node) {
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : node.path("columns")) {
            boolean nullable = column.path("nullable").asBoolean(false);
            columns.add(new TableColumn(text(column, "name"), type(text(column, "type")), nullable));
        }
        return new Table(
                constant(Table.Kind.class, node, "kind"),
                text(node, "name"),
                text(node, "construct"),
                text(node, "identity"),
                columns);
    }

    private static String text(TableColumn column) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", column.name());
        node.put("type", typeText(column.type()));
        if (column.nullable()) {
            node.put("nullable", true);
        }
        return node.toString();
    }

    private static String typeText(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return value.type().text();
        }
        return type instanceof ColumnType.Id ? ID : HASH;
    }

    private static ColumnType type(String text) {
        return switch (text) {
            case HASH -> new ColumnType.Hash();
            case ID -> new ColumnType.Id();
            default ->
                ColumnType.of(DataType.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no type of a column")));
        };
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("\"" + field + "\" is missing in " + node);
        }
        return value.textValue();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String field) {
        String text = text(node, field);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + text + "\" is no known " + field, unknown);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
