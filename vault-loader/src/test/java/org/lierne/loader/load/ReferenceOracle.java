package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lierne.loader.load.Oracle.Row;

/** What a reference table shows: of each code the words of the first of its sources that knows it, and since when. */
final class ReferenceOracle {

    private final Map<String, List<Row>> changes = new LinkedHashMap<>();

    /** @param sources in the order in which keys belong to them */
    ReferenceOracle(Oracle oracle, List<SourceFacts> sources) {
        for (SourceFacts source : sources) {
            Map<String, List<Row>> ofSource = new LinkedHashMap<>();
            for (Row row : oracle.stating(source)) {
                List<Row> before =
                        ofSource.computeIfAbsent(Objects.requireNonNull(row.cell("code")), any -> new ArrayList<>());
                if (before.isEmpty()
                        || !Objects.equals(before.get(before.size() - 1).cell("word"), row.cell("word"))) {
                    before.add(row);
                }
            }
            ofSource.forEach(changes::putIfAbsent);
        }
    }

    /** Code, word, load date, end. */
    List<String> history() {
        List<String> history = new ArrayList<>();
        changes.forEach((code, rows) -> {
            for (int index = 0; index < rows.size(); index++) {
                String end = index + 1 < rows.size() ? rows.get(index + 1).loadDate() : "NULL";
                history.add(line(code, rows.get(index)) + "|" + end);
            }
        });
        return Oracle.sorted(history);
    }

    /** Code, word, load date. */
    List<String> current() {
        List<String> current = new ArrayList<>();
        changes.forEach((code, rows) -> current.add(line(code, rows.get(rows.size() - 1))));
        return Oracle.sorted(current);
    }

    private static String line(String code, Row row) {
        return code + "|" + row.cell("word") + "|" + row.loadDate();
    }
}
