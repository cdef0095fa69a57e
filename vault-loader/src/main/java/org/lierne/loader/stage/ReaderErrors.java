package org.lierne.loader.stage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine's reader refused in the last statement that read files. */
final class ReaderErrors {

    private static final Pattern COUNT = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)\\s*");
    private static final int TEXTS_KEPT = 1000;

    private final Session session;

    ReaderErrors(Session session) {
        this.session = session;
    }

    /** How many records were refused, by file; only files that have any. */
    Map<String, Long> recordsByFile() throws SQLException {
        Map<String, Long> records = new TreeMap<>();
        session.query(
                "select file_path, count(distinct line) from reject_errors join reject_scans using (scan_id, file_id)"
                        + " group by file_path",
                row -> records.put(row.getString(1), row.getLong(2)));
        return records;
    }

    /** The errors of the first so many refused records of a file, by record. */
    List<Rejects.ReaderError> first(String file, long records) throws SQLException {
        List<Rejects.ReaderError> errors = new ArrayList<>();
        // The same few texts come again and again: kept once, a million errors fit into memory.
        Map<String, String> texts = new HashMap<>();
        try (PreparedStatement query =
                session.prepare("select line, lower(replace(cast(error_type as varchar), ' ', '_')), error_message"
                        + " from reject_errors join reject_scans using (scan_id, file_id) where file_path = ?"
                        + " qualify dense_rank() over (order by line) <= ? order by line, column_idx")) {
            query.setString(1, file);
            query.setLong(2, records);
            try (ResultSet row = query.executeQuery()) {
                long lineOfMissing = 0;
                while (row.next()) {
                    long line = row.getLong(1);
                    String code = once(row.getString(2), texts);
                    // The engine says it once for each missing column, with another count each time: the first is
                    // right.
                    if (code.equals("missing_columns") && line == lineOfMissing) {
                        continue;
                    }
                    lineOfMissing = code.equals("missing_columns") ? line : 0;
                    errors.add(new Rejects.ReaderError(line, code, once(inWords(row.getString(3)), texts)));
                }
            }
        }
        return errors;
    }

    /** How many fields a record has is said in our words, all else in the engine's. */
    private static String inWords(String message) {
        Matcher count = COUNT.matcher(message);
        return count.matches() ? "it has " + count.group(2) + " fields instead of " + count.group(1) : message;
    }

    private static String once(String text, Map<String, String> texts) {
        if (texts.size() > TEXTS_KEPT) {
            texts.clear();
        }
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** Forgets them: the next statement that reads files begins anew. */
    void drop() throws SQLException {
        session.executeAll(List.of("drop table if exists reject_errors", "drop table if exists reject_scans"));
    }
}
