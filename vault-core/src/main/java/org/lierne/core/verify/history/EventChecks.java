package org.lierne.core.verify.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what happened once stands as it was said: by a record that was tracked with its key, where its source is tracked;
 * and, where it may be corrected, each counter row takes back what was said before, with the same words, and something else
 * is said instead. Nothing is computed from payload that is not corrected: there is nothing to hold it to but the file.
 */
public final class EventChecks {

    private static final Set<String> ORIGIN = Set.of(
            Names.LOAD_DATE,
            Names.DELIVERY_ID,
            Names.RECORD_NUMBER,
            Names.ROW_NUMBER,
            Names.RECORD_SOURCE,
            Names.RUN_ID,
            Names.COUNTER,
            Names.CORRECTION);

    private final VaultTables tables;
    private final SqlText text;
    private final List<Check> checks = new ArrayList<>();

    public EventChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
    }

    public List<Check> checks() {
        for (Link link : tables.vault().links()) {
            if (link.isNonHistorized()) {
                of(
                        tables.schema().table(Names.table(link)),
                        tables.vault().source(link.source()),
                        Names.hashKey(link.name()));
            }
        }
        for (Satellite satellite : tables.storedSatellites()) {
            if (satellite instanceof NonHistorizedSatellite) {
                of(
                        tables.table(satellite),
                        tables.vault().source(satellite.source()),
                        Names.hashKey(satellite.parent().name()));
            }
        }
        return List.copyOf(checks);
    }

    private void of(Table table, Source source, String trackedKey) {
        // What is retired is not tracked any more.
        boolean isTracked = tables.schema()
                .find(Names.tracking(source))
                .filter(tracking -> tracking.columnNames().contains(trackedKey))
                .isPresent();
        if (isTracked) {
            checks.add(tracked(table, source, trackedKey));
        }
        if (table.isCorrected()) {
            checks.add(takenBack(table));
            checks.add(instead(table));
        }
    }

    /** What is taken back may be of another key than the record has that takes it back. */
    private Check tracked(Table table, Source source, String trackedKey) {
        String tracked = tables.tracked(source);
        List<String> row = tables.row(table);
        String key = table.columnNames().get(0);
        String sql = """
                select %1$s, 'a record that was tracked with this key and load date' as expected, 'none' as found
                from %2$s as stored
                where %3$s%4$s
                  and stored.delivery_id in (select delivery_id from %5$s)
                  and not exists (
                    select 1 from %5$s as tracking
                    where %6$s and tracking.load_date = stored.load_date
                      and coalesce(%7$s, %8$s) = %8$s
                  )%9$s""".formatted(
                text.list("stored", row),
                SqlText.raw(table.name()),
                tables.isKey("stored", key),
                table.isCorrected() ? "\n  and stored.counter > 0" : "",
                tracked,
                text.same("tracking", "stored", List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER)),
                text.name("tracking", trackedKey),
                text.name("stored", key),
                TrackedSince.isWhole(tables.schema(), source, "stored.load_date"));
        return tables.check(Promise.EVENT, table, row, sql, Names.tracking(source));
    }

    private Check takenBack(Table table) {
        List<String> row = row(table);
        String same = table.columnNames().stream()
                .filter(column -> !ORIGIN.contains(column))
                .map(column -> text.name("said", column) + " is not distinct from " + text.name("counter", column))
                .collect(Collectors.joining("\n      and "));
        String sql = """
                select %1$s, 'what it takes back' as expected, 'nothing that says the same' as found
                from %2$s as counter
                where counter.counter < 0
                  and not exists (
                    select 1 from %2$s as said
                    where said.counter > 0 and said.correction = counter.correction - 1
                      and %3$s
                  )""".formatted(text.list("counter", row), SqlText.raw(table.name()), same);
        return tables.check(Promise.EVENT, table, row, sql);
    }

    /** A correction is a counter row and what is said instead, both of one record. */
    private Check instead(Table table) {
        List<String> row = row(table);
        String sql = """
                select %1$s, 'both rows of a correction' as expected, 'one of them' as found
                from %2$s as stored
                where stored.correction > 0
                  and not exists (
                    select 1 from %2$s as other
                    where %3$s and other.correction = stored.correction and other.counter = -stored.counter
                  )""".formatted(
                text.list("stored", row),
                SqlText.raw(table.name()),
                text.same("other", "stored", List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER)));
        return tables.check(Promise.EVENT, table, row, sql);
    }

    private List<String> row(Table table) {
        return VaultTables.with(tables.row(table), List.of(Names.CORRECTION, Names.COUNTER));
    }
}
