package org.lierne.core.verify.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what satellites store are the changes: no two neighbours alike, but where a late row came between; every
 * change that tracking shows; and nothing that tracking does not show. Of what is retired, tracking shows nothing.
 */
public final class ChangeChecks {

    private final VaultTables tables;

    public ChangeChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Satellite satellite : tables.satellites()) {
            if (satellite instanceof NonHistorizedSatellite || satellite instanceof StatusSatellite) {
                continue;
            }
            UnitQueries units = new UnitQueries(tables, satellite);
            checks.add(equalNeighbours(units));
            if (units.unit().source().tracked() && !satellite.isRetired()) {
                checks.add(missing(units));
                checks.add(untracked(units));
            }
        }
        return checks;
    }

    /**
     * What is stored stays stored, so the earlier of two equal neighbours may have come later. Where it was not tracked,
     * nothing shows to what is tracked that it is there.
     */
    private Check equalNeighbours(UnitQueries units) {
        boolean compares =
                units.unit().source().tracked() && !units.unit().satellite().isRetired() && units.wasUntracked();
        String sql = """
                with units as (
                %1$s
                ),
                ordered as (
                  select units.*, lag(_hashdiff) over in_order as _previous, lag(run_id) over in_order as _previous_run%4$s
                  from units
                  window in_order as %2$s
                )
                select %3$s, 'a change' as expected, 'as the row before it' as found
                from ordered
                where _previous = _hashdiff and _previous_run <= run_id%5$s""".formatted(
                        indented(units.storedUnits()),
                        units.inOrder(),
                        list(units),
                        compares ? ",\n    lag(delivery_id) over in_order as _previous_delivery" : "",
                        compares
                                ? "\n  and _previous_delivery in (select delivery_id from "
                                        + tables.tracked(units.unit().source()) + ")"
                                : "");
        return compares
                ? tables.check(Promise.EQUAL_NEIGHBOURS, units.stored(), units.shown(), sql, tracking(units))
                : tables.check(Promise.EQUAL_NEIGHBOURS, units.stored(), units.shown(), sql);
    }

    /** What is tracked may repeat what is stored and was not, or what is tracked before it. */
    private Check missingBeside(UnitQueries units, String untracked) {
        String sql = """
                with seen as (
                  select tracked.*, 1 as _is_tracked
                  from (
                %1$s
                  ) as tracked
                  union all
                  select untracked.*, 0 as _is_tracked
                  from (
                %2$s
                  ) as untracked
                ),
                ordered as (
                  select seen.*, lag(_hashdiff) over %3$s as _before,
                    lag(_hashdiff) over %4$s as _previous
                  from seen
                ),
                stored as (
                %5$s
                )
                select %6$s, _hashdiff as expected, 'nothing' as found
                from ordered
                where _is_tracked = 1
                  and _hashdiff is distinct from _previous
                  and _hashdiff is distinct from _before
                  and not exists (select 1 from stored where %7$s)%8$s""".formatted(
                        indented(indented(units.trackedUnits()
                                + units.foreignUnits()
                                        .map(rows -> "\nunion all\n" + rows)
                                        .orElse(""))),
                        indented(indented(untracked)),
                        units.inOrder(),
                        units.inOrder(", _is_tracked"),
                        indented(units.storedUnits()),
                        list(units),
                        units.same("stored", "ordered")
                                + (units.foreignUnits().isPresent() ? ")\n  and (delivery_id is not null" : ""),
                        whole(units, "ordered"));
        return tables.check(Promise.MISSING_CHANGE, units.stored(), units.shown(), sql, tracking(units));
    }

    private Check missing(UnitQueries units) {
        Optional<String> beside = units.untrackedUnits();
        if (beside.isPresent()) {
            return missingBeside(units, beside.get());
        }
        Optional<String> foreign = units.foreignUnits();
        String sql = """
                with tracked as (
                %1$s
                ),
                ordered as (
                  select tracked.*, lag(_hashdiff) over %2$s as _previous
                  from tracked
                ),
                stored as (
                %3$s
                )
                select %4$s, _hashdiff as expected, 'nothing' as found
                from ordered
                where _hashdiff is distinct from _previous%6$s
                  and not exists (select 1 from stored where %5$s)%7$s""".formatted(
                        indented(units.trackedUnits()
                                + foreign.map(rows -> "\nunion all\n" + rows).orElse("")),
                        units.inOrder(),
                        indented(units.storedUnits()),
                        list(units),
                        units.same("stored", "ordered"),
                        foreign.isPresent() ? "\n  and delivery_id is not null" : "",
                        whole(units, "ordered"));
        return tables.check(Promise.MISSING_CHANGE, units.stored(), units.shown(), sql, tracking(units));
    }

    /** Deliveries that came before the source was tracked, or whose tracking has ended, are not told of. */
    private Check untracked(UnitQueries units) {
        String sql = """
                with tracked as (
                %1$s
                ),
                stored as (
                %2$s
                )
                select %3$s, 'a row that was tracked' as expected, _hashdiff as found
                from stored
                where delivery_id in (select tracking.delivery_id from %4$s as tracking)
                  and not exists (select 1 from tracked where %5$s)%6$s""".formatted(
                        indented(units.trackedUnits()),
                        indented(units.storedUnits()),
                        list(units),
                        tables.tracked(units.unit().source()),
                        units.same("tracked", "stored"),
                        whole(units, "stored"));
        return tables.check(Promise.UNTRACKED_ROW, units.stored(), units.shown(), sql, tracking(units));
    }

    private String whole(UnitQueries units, String relation) {
        return TrackedSince.isWhole(tables.schema(), units.unit().source(), relation + ".load_date");
    }

    private static String tracking(UnitQueries units) {
        return Names.tracking(units.unit().source());
    }

    private String list(UnitQueries units) {
        return tables.text().list(units.shown());
    }

    private static String indented(String query) {
        return query.indent(2).stripTrailing();
    }
}
