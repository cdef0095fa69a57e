package org.lierne.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.CsvFormat;
import org.lierne.loader.delivery.RecordReader.Numbering;
import org.lierne.loader.delivery.RecordReader.RawRecord;
import org.lierne.loader.delivery.ScanOutcome.Readable;

/** The scan and the engine see the same records, on nasty random files. */
class EngineAgreementTest {

    private static final int FILES = Integer.getInteger("lierne.agreement.files", 400);

    @TempDir
    static Path folder;

    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET preserve_insertion_order = true");
            statement.execute("SET threads = 2");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** What the engine made of a file. */
    private record EngineView(List<List<@Nullable String>> rows, List<Long> rejectedLines) {}

    @Test
    void recordsAreTheEnginesRecords() throws Exception {
        long seed = Long.getLong("lierne.agreement.seed", System.nanoTime());
        System.err.println("EngineAgreementTest seed " + seed + " (-Dlierne.agreement.seed=" + seed + ")");
        int readable = 0;
        List<String> disagreements = new ArrayList<>();
        for (int number = 0; number < FILES; number++) {
            NastyCsv nasty = new NastyCsv(new Random(seed + number));
            Path file = Files.write(folder.resolve("nasty.csv"), nasty.bytes());
            ScanOutcome outcome = DeliveryScan.scan(file, nasty.format(), Optional.empty());
            if (outcome instanceof Readable scanned) {
                readable++;
                String disagreement = disagreement(scanned, nasty);
                if (!disagreement.isEmpty()) {
                    disagreements.add(
                            "seed " + (seed + number) + " " + nasty + " " + scanned.lineEnd() + "\n   " + disagreement);
                }
            }
        }
        assertThat(disagreements)
                .as(() -> disagreements.size() + " files, the first of them:\n"
                        + disagreements.stream().limit(3).collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(readable).as("readable files among %d", FILES).isGreaterThan(FILES / 4);
    }

    private static String disagreement(Readable scanned, NastyCsv nasty) throws IOException {
        EngineView engine;
        try {
            engine = read(scanned, nasty.format(), nasty.bufferSize());
        } catch (SQLException failure) {
            return "the engine refuses it: "
                    + failure.getMessage().lines().findFirst().orElse("");
        }
        List<RawRecord> records = new ArrayList<>();
        RecordReader.read(
                scanned.file(),
                nasty.format(),
                scanned.header().size(),
                Numbering.RECORDS,
                LongStream.rangeClosed(2, scanned.records() + 1).iterator(),
                records::add);
        if (records.size() != scanned.records()) {
            return "the scan counts " + scanned.records() + " records, the reader shows " + records.size();
        }
        int expected = engine.rows().size() + engine.rejectedLines().size();
        if (scanned.records() != expected) {
            return "the scan counts " + scanned.records() + ", the engine "
                    + engine.rows().size() + " rows and rejects " + engine.rejectedLines();
        }
        return fieldsDisagree(records, engine, nasty.format());
    }

    private static String fieldsDisagree(List<RawRecord> records, EngineView engine, CsvFormat format) {
        int row = 0;
        List<Long> unmatched = new ArrayList<>(engine.rejectedLines());
        for (RawRecord raw : records) {
            if (unmatched.remove(raw.engineLine())) {
                continue;
            }
            if (row == engine.rows().size()) {
                return "record " + raw + " is neither a row nor a reject";
            }
            List<@Nullable String> actual = engine.rows().get(row++);
            List<String> fields = RecordFields.of(raw.text(), format);
            for (int field = 0; field < actual.size(); field++) {
                String engineText = actual.get(field) == null ? "" : actual.get(field);
                if (!engineText.equals(fields.size() > field ? fields.get(field) : "")) {
                    return "record " + raw + " has the fields " + fields + ", in the engine " + actual;
                }
            }
        }
        return unmatched.isEmpty() ? "" : "the engine rejects lines that are no records: " + unmatched;
    }

    private static EngineView read(Readable scanned, CsvFormat format, int bufferSize)
            throws SQLException, IOException {
        Path file = scanned.file();
        if (Utf8Copy.neededFor(format)) {
            file = folder.resolve("utf8.csv");
            Utf8Copy.write(scanned.file(), format, file);
        }
        int width = scanned.header().size();
        String columns = IntStream.range(0, width)
                .mapToObj(column -> "'c" + column + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS reject_errors");
            statement.execute("DROP TABLE IF EXISTS reject_scans");
            statement.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM read_csv('" + file + "', "
                    + ReaderOptions.of(format, scanned.lineEnd(), scanned.inOneThread())
                    + ", filename=true, buffer_size=" + bufferSize
                    + ", columns=" + columns + ")");
            return new EngineView(rows(statement, width), rejectedLines(statement));
        }
    }

    private static List<List<@Nullable String>> rows(Statement statement, int width) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT * FROM raw ORDER BY rowid")) {
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Long> rejectedLines(Statement statement) throws SQLException {
        List<Long> lines = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT DISTINCT line FROM reject_errors ORDER BY line")) {
            while (result.next()) {
                lines.add(result.getLong(1));
            }
        }
        return lines;
    }
}
