package org.lierne.core.verify.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether histories have neither gaps nor overlaps: each row ends where the next of its key begins, and the last one
 * alone is current. Where a key can be gone, a history may have gaps and an end.
 */
public final class ValidityChecks {

    private final VaultTables tables;

    public ValidityChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Satellite satellite : tables.storedSatellites()) {
            if (!(satellite instanceof NonHistorizedSatellite)) {
                checks.add(ofSatellite(satellite));
            }
        }
        tables.vault().references().stream()
                .filter(Reference::history)
                .forEach(reference -> checks.add(ofReference(reference)));
        return checks;
    }

    private Check ofSatellite(Satellite satellite) {
        boolean ends = !(satellite instanceof StatusSatellite)
                && Presence.of(tables.vault(), satellite).isPresent();
        if (satellite instanceof StatusSatellite) {
            return check(Names.history(satellite), tables.table(satellite), List.of(Names.parentKey(satellite)), false);
        }
        Unit unit = Unit.of(tables.vault(), satellite);
        if (unit.isRow()) {
            return check(Names.history(satellite), tables.table(satellite), unit.key(), false);
        }
        return check(Names.history(satellite), tables.table(satellite), unit, ends);
    }

    private Check ofReference(Reference reference) {
        return check(Names.history(reference), tables.table(reference.changes().get(0)), reference.key(), false);
    }

    private Check check(String view, Table stored, List<String> key, boolean ends) {
        List<String> columns = new ArrayList<>(key);
        columns.addAll(List.of(Names.LOAD_DATE, Names.DELIVERY_ID, Names.RECORD_NUMBER));
        return check(view, stored, key, columns, "select " + tables.text().list(columns), ends);
    }

    /** The members of a set share its time. */
    private Check check(String view, Table stored, Unit unit, boolean ends) {
        return check(
                view,
                stored,
                unit.key(),
                unit.identity(),
                "select distinct " + tables.text().list(unit.identity()),
                ends);
    }

    private Check check(
            String view, Table stored, List<String> key, List<String> columns, String select, boolean ends) {
        List<String> row = tables.shown(stored, columns);
        String wrong = ends
                ? "load_end_date is null or load_end_date > _next_date"
                : "load_end_date is distinct from _next_date";
        String sql = """
                with intervals as (
                  %1$s, load_end_date, is_current
                  from %2$s
                ),
                followed as (
                  select intervals.*, lead(load_date) over (
                    partition by %3$s order by load_date, coalesce(load_end_date, timestamp '9999-12-31 00:00:00')
                  ) as _next_date
                  from intervals
                )
                select %4$s, _next_date as expected, load_end_date as found
                from followed
                where is_current <> (load_end_date is null)
                  or load_end_date < load_date
                  or (%5$s%6$s)""".formatted(
                        select,
                        SqlText.raw(view),
                        tables.text().list(key),
                        tables.text().list(row),
                        ends ? "_next_date is not null and (" : "",
                        ends ? wrong + ")" : wrong);
        return new Check(Promise.VALIDITY, SqlText.raw(view), row, sql, Set.of(stored.name(), view));
    }
}
