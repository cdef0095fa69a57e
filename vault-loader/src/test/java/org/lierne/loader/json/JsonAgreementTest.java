package org.lierne.loader.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.JsonFormat;

/** Random JSON, damaged or not: what we take the engine takes too, with the same values, and records add up. */
class JsonAgreementTest {

    private static final int LINES = 2000;
    private static final long SEED = Long.getLong("lierne.agreement.seed", System.nanoTime());
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\n",
        "\\\"",
        "a",
        "b",
        "id",
        "1",
        "-0",
        "0.50",
        "1e3",
        "true",
        "false",
        "null",
        " ",
        "\t",
        "é",
        "😀",
        "\u0001",
        "NaN"
    };

    private final Random random = new Random(SEED);

    @Test
    void whatIsTakenIsJsonToTheEngineToo() throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            String text = "{\"id\":" + value(0) + ",\"b\":" + value(0) + "}";
            lines.add(random.nextBoolean() ? text : damaged(text));
        }
        JsonSyntax syntax = new JsonSyntax();
        int valid = 0;
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement query = engine.prepareStatement("select json_valid(?)")) {
            for (String line : lines) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                if (syntax.isValid(bytes, 0, bytes.length)) {
                    valid++;
                    query.setString(1, line);
                    try (ResultSet answer = query.executeQuery()) {
                        answer.next();
                        assertThat(answer.getBoolean(1))
                                .as("seed %s: %s", SEED, line)
                                .isTrue();
                    }
                } else {
                    assertThat(syntax.fault()).as("seed %s: %s", SEED, line).isBetween(0, bytes.length);
                    assertThat(syntax.reason()).isNotEmpty();
                }
            }
        }
        assertThat(valid).isBetween(LINES / 2, LINES - 1);
        assertThatRecordsAddUp(String.join("\n", lines), new JsonFormat(true, List.of(), 1 << 20));
    }

    @Test
    void ofAnArrayTheElementsAreWhatTheLinesAre() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            lines.add("{\"id\":" + value(0) + ",\"b\":" + value(0) + "}");
        }
        JsonFormat format = new JsonFormat(false, List.of("in", "items"), 1 << 20);
        String document = " {\"x\": " + value(0) + " , \"In\":{\"y\":1,\"items\" :[" + String.join(" ,\n", lines)
                + "]},\"z\":[{}]}\n";

        assertThat(assertThatRecordsAddUp(document, format))
                .as("seed %s", SEED)
                .isEqualTo(assertThatRecordsAddUp(String.join("\n", lines), new JsonFormat(true, List.of(), 1 << 20)));
    }

    private static String assertThatRecordsAddUp(String text, JsonFormat format) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        JsonRows.Written written = JsonRows.write(
                () -> new ByteArrayInputStream(bytes),
                format,
                List.of(FieldPath.of("id"), FieldPath.of("b")),
                Set.of(),
                false,
                rows,
                LINES);
        assertThat(written.records()).as("seed %s", SEED).isEqualTo(written.rows() + written.unfit());
        assertThat(written.faults()).hasSize((int) written.unfit());
        assertThat(written.bytes()).isEqualTo(rows.size());
        JsonRecords.of(format).read(new ByteArrayInputStream(bytes), (number, offset, record, from, to) -> {
            assertThat(new String(bytes, (int) offset, to - from, StandardCharsets.UTF_8))
                    .isEqualTo(new String(record, from, to - from, StandardCharsets.UTF_8));
            return true;
        });
        return rows.toString(StandardCharsets.UTF_8);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> String.valueOf(random.nextInt());
            case 3 -> random.nextInt(1000) + "." + random.nextInt(1000) + "e-" + random.nextInt(9);
            case 4, 5 -> "\"" + (random.nextBoolean() ? "x, \\\" y" : "\\u00e9\\ud83d\\ude00é\\n{[") + "\"";
            case 6 -> "[" + value(depth + 1) + ", " + value(depth + 1) + "]";
            default -> "{ \"a\" : " + value(depth + 1) + ",\"b\":" + value(depth + 1) + "}";
        };
    }

    private String damaged(String text) {
        int at = random.nextInt(text.length());
        int after = Math.min(text.length(), at + random.nextInt(3));
        return (text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(after))
                .replace("\n", "");
    }
}
