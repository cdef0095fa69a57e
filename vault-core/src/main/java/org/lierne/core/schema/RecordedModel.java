package org.lierne.core.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/**
 * The tables that migrations have led to, as JSON that stands beside each migration. The next difference is taken
 * against it, without a database.
 */
public final class RecordedModel {

    /** The version of the JSON's form; raised when an older Lierne could misread it. */
    public static final int FORMAT = 1;

    /** Streams rather than binds: binding costs a third of a second at every start. */
    private static final JsonFactory JSON = new JsonFactory();

    private static final String HASH = "hash";
    private static final String ID = "id";

    private RecordedModel() {}

    /** The tables as JSON: one line per column, in the order of the tables, ending in a line feed. */
    public static String write(VaultSchema schema) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines));
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeObjectFieldStart("hashing");
            json.writeStringField("profile", lower(schema.hashing().profile()));
            json.writeStringField("algorithm", lower(schema.hashing().algorithm()));
            json.writeStringField("storage", lower(schema.hashing().storage()));
            json.writeEndObject();
            json.writeArrayFieldStart("tables");
            for (Table table : schema.tables()) {
                write(table, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private static void write(Table table, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", lower(table.kind()));
        if (!table.schema().equals(Table.RAW_VAULT)) {
            json.writeStringField("schema", table.schema());
        }
        json.writeStringField("name", table.name());
        json.writeStringField("construct", table.construct());
        json.writeStringField("identity", table.identity());
        if (table.storedAs().isPresent()) {
            write(table.storedAs().get(), json);
        }
        json.writeArrayFieldStart("columns");
        for (TableColumn column : table.columns()) {
            json.writeRawValue(line(column));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(StoredAs stored, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("stored_as");
        json.writeStringField("schema", stored.schema());
        json.writeStringField("table", stored.table());
        if (stored.existing()) {
            json.writeBooleanField("existing", true);
        }
        json.writeObjectFieldStart("columns");
        for (Map.Entry<String, String> column : new TreeMap<>(stored.columns()).entrySet()) {
            json.writeStringField(column.getKey(), column.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String line(TableColumn column) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", typeText(column.type()));
            if (column.nullable()) {
                json.writeBooleanField("nullable", true);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is no such JSON, with a sentence that says why
     */
    public static VaultSchema read(String json) {
        Node root = new Node(object(json));
        Object format = root.fields().get("format");
        if (!Integer.valueOf(FORMAT).equals(format)) {
            throw new IllegalArgumentException("its format is " + format + ", and this Lierne reads format " + FORMAT);
        }
        Node hashing = root.object("hashing");
        return new VaultSchema(
                new Hashing(
                        hashing.constant(Hashing.Profile.class, "profile"),
                        hashing.constant(Hashing.Algorithm.class, "algorithm"),
                        hashing.constant(Hashing.Storage.class, "storage")),
                root.objects("tables").stream().map(RecordedModel::table).toList());
    }

    private static Table table(Node node) {
        return new Table(
                node.has("schema") ? node.text("schema") : Table.RAW_VAULT,
                node.constant(Table.Kind.class, "kind"),
                node.text("name"),
                node.text("construct"),
                node.text("identity"),
                node.objects("columns").stream().map(RecordedModel::column).toList(),
                node.fields().containsKey("stored_as")
                        ? Optional.of(storedAs(node.object("stored_as")))
                        : Optional.empty());
    }

    private static StoredAs storedAs(Node node) {
        Map<String, String> columns = new LinkedHashMap<>();
        node.object("columns").fields().forEach((name, stored) -> columns.put((String) name, (String) stored));
        return new StoredAs(
                node.text("schema"),
                node.text("table"),
                columns,
                Boolean.TRUE.equals(node.fields().get("existing")));
    }

    private static TableColumn column(Node node) {
        boolean nullable = Boolean.TRUE.equals(node.fields().get("nullable"));
        return new TableColumn(node.text("name"), type(node.text("type")), nullable);
    }

    /** An object of the JSON, with its fields. */
    private record Node(Map<?, ?> fields) {
        private <T> T field(Class<T> type, String name) {
            Object value = fields.get(name);
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("\"" + name + "\" is missing in " + fields);
            }
            return type.cast(value);
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        String text(String name) {
            return field(String.class, name);
        }

        Node object(String name) {
            return new Node(field(Map.class, name));
        }

        List<Node> objects(String name) {
            List<Node> nodes = new ArrayList<>();
            for (Object each : field(List.class, name)) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw new IllegalArgumentException("\"" + name + "\" holds " + each + ", which is no object");
                }
                nodes.add(new Node(map));
            }
            return nodes;
        }

        <E extends Enum<E>> E constant(Class<E> type, String name) {
            String text = text(name);
            try {
                return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("\"" + text + "\" is no known " + name, unknown);
            }
        }
    }

    private static Map<?, ?> object(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            if (value(parser) instanceof Map<?, ?> map) {
                return map;
            }
            throw new IllegalArgumentException("it is not a JSON object");
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("it is not JSON: " + noJson.getOriginalMessage(), noJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The value that begins at the parser's token; afterwards the parser stands at its last. */
    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.hasCurrentToken()) {
                values.add(value(parser));
            }
            return values;
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getIntValue();
        }
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        String text = parser.getText();
        return text == null ? "" : text;
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

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
