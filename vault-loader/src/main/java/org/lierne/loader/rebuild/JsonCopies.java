package org.lierne.loader.rebuild;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.JsonFormat;
import org.lierne.loader.rebuild.PlainJson.Kind;
import org.lierne.loader.rebuild.PlainJson.Malformed;
import org.lierne.loader.rebuild.PlainJson.Value;

/** Reads copies of JSON: of lines one by one, and of documents, whose records are streamed. */
record JsonCopies(JsonFormat format, JsonTree tree, RowTexts texts) implements CopyReader {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    @Override
    public Counted read(ListedDelivery delivery, Path copy, ReadRows rows) throws IOException, SQLException {
        Records records = new Records(delivery, rows, texts.ofDelivery(delivery.path()));
        if (format.lines()) {
            try (CopyBytes bytes = CopyBytes.open(copy, delivery.deliveredCompressed())) {
                lines(bytes.text(), records);
                return records.counted(bytes.sha256());
            }
        }
        try (CopyBytes bytes = CopyBytes.open(copy, delivery.deliveredCompressed())) {
            Document document = new Document(bytes.text(), (record) -> {});
            document.read();
            records.around.addAll(document.around);
        }
        try (CopyBytes bytes = CopyBytes.open(copy, delivery.deliveredCompressed())) {
            new Document(bytes.text(), record -> records.take(++records.number, record)).read();
            return records.counted(bytes.sha256());
        }
    }

    private void lines(InputStream bytes, Records records) throws IOException, SQLException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream buffered = new java.io.BufferedInputStream(bytes, 1 << 16);
        int next = buffered.read();
        while (next >= 0) {
            line.reset();
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = buffered.read();
            }
            records.number++;
            records.takeLine(line.toByteArray());
            if (next == '\n') {
                next = buffered.read();
            }
        }
    }

    /** What becomes of records. */
    private final class Records {

        private final ListedDelivery delivery;
        private final ReadRows rows;
        private final @Nullable String[] ofDelivery;
        private final List<Value> around = new ArrayList<>();
        private long number;
        private long count;
        private long torn;
        private long withoutRows;

        Records(ListedDelivery delivery, ReadRows rows, @Nullable String[] ofDelivery) {
            this.delivery = delivery;
            this.rows = rows;
            this.ofDelivery = ofDelivery;
        }

        void takeLine(byte[] bytes) throws IOException, SQLException {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
                PlainJson json = new PlainJson(new StringReader(marked ? text.substring(1) : text));
                if (json.atEnd()) {
                    return;
                }
                Value record = json.value();
                if (!json.atEnd()) {
                    throw new Malformed("something follows the record");
                }
                take(number, record);
            } catch (Malformed | CharacterCodingException invalid) {
                count++;
                torn++;
            }
        }

        void take(long recordNumber, Value record) throws SQLException {
            count++;
            try {
                List<@Nullable String[]> found = tree.rows(around, record, ofDelivery);
                int row = 0;
                for (@Nullable String[] each : found) {
                    row++;
                    rows.take(delivery.id(), recordNumber, row, each);
                }
                withoutRows += found.isEmpty() ? 1 : 0;
            } catch (JsonTree.Unfit unfit) {
                torn++;
            }
        }

        Counted counted(String sha256) {
            return new Counted(count, torn, withoutRows, sha256);
        }
    }

    /** What a record is given to. */
    @FunctionalInterface
    private interface RecordConsumer {
        void take(Value record) throws IOException, SQLException;
    }

    /** A document, gone through once: only one record, and what stands around the records, are held. */
    private final class Document {

        private final PlainJson json;
        private final RecordConsumer consumer;
        private final List<Value> around = new ArrayList<>();
        private boolean found;

        Document(InputStream bytes, RecordConsumer consumer) throws IOException {
            Reader reader = new BufferedReader(
                    new InputStreamReader(
                            bytes,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    1 << 16);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            this.json = new PlainJson(reader);
            this.consumer = consumer;
        }

        void read() throws IOException, SQLException {
            try {
                walk(0);
                if (!json.atEnd()) {
                    throw new IOException("something follows the document");
                }
            } catch (Malformed invalid) {
                throw new IOException("it is no valid JSON: " + invalid.getMessage(), invalid);
            }
            if (!found) {
                throw new IOException("it has no array \"" + String.join(".", format.rows()) + "\"");
            }
            Collections.reverse(around);
        }

        private void walk(int depth) throws IOException, SQLException, Malformed {
            int first = json.peek();
            if (first == '{' && depth < format.rows().size()) {
                around.add(outer(depth));
            } else if (first == '[') {
                found = true;
                json.pass('[');
                if (json.peek() != ']') {
                    do {
                        single();
                    } while (json.passComma());
                }
                json.pass(']');
            } else if (first == '{') {
                found = true;
                single();
            } else {
                json.value();
            }
        }

        private void single() throws IOException, SQLException, Malformed {
            int held = json.held();
            consumer.take(json.value());
            json.forget(held);
        }

        private Value outer(int depth) throws IOException, SQLException, Malformed {
            List<String> names = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            json.pass('{');
            if (json.peek() != '}') {
                do {
                    String name = json.name();
                    if (JsonTree.isSame(name, format.rows().get(depth))) {
                        walk(depth + 1);
                    } else {
                        names.add(name);
                        values.add(json.value());
                    }
                } while (json.passComma());
            }
            json.pass('}');
            return new Value(Kind.OBJECT, "", names, values, "", 0, 0);
        }
    }
}
