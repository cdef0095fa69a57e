package org.lierne.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one JSON array with an object per line. Decimals are numbers with all their digits, timestamps ISO 8601 texts;
 * a double that JSON has no number for is a text.
 */
final class JsonWriter implements ResultWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final PrintWriter out;
    private List<ResultColumn> columns = List.of();
    private boolean first = true;

    JsonWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultColumn> resultColumns) {
        columns = List.copyOf(resultColumns);
        out.write('[');
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        out.write(first ? "\n" : ",\n");
        first = false;
        out.write(object(values));
    }

    @Override
    public void end() {
        out.write(first ? "]\n" : "\n]\n");
        out.flush();
    }

    private String object(List<? extends @Nullable Object> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            json.writeStartObject();
            for (int index = 0; index < columns.size(); index++) {
                json.writeFieldName(columns.get(index).name());
                write(json, values.get(index));
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = entry.getKey();
                json.writeFieldName(key == null ? "NULL" : ValueText.of(key));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof LocalDateTime || value instanceof OffsetDateTime) {
            json.writeString(ValueText.of(value).replace(' ', 'T'));
        } else {
            json.writeString(ValueText.of(value));
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (number instanceof Double || number instanceof Float) {
            writeFloating(json, number);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private static void writeFloating(JsonGenerator json, Number number) throws IOException {
        if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(number.toString());
        }
    }
}
