package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.BusinessVaultTables;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * From when until when what holds of a satellite: its changes, each with the load date of the key's next one as
 * {@code _until}, which is its own where several share a load date and a later one counts. At any date, at most one row of
 * a key holds. It is what the satellite's history says, without its payload, and only for keys that are to be built again.
 *
 * @param satellite the satellite
 * @param key the column of its parent's key
 * @param parts the columns that, beside the key, lead to what holds; the load date first
 * @param statements that make {@link #table()}: of the key, the parts and {@code _until}, which is never NULL
 */
record Holding(Satellite satellite, String key, List<String> parts, List<Statement> statements) {

    /** The step by which every delivery has its place among all. A place is shorter to sort by than a path. */
    static final String PLACES = """
            places as (
              select delivery_id, row_number() over (order by path, content_version) as _place
              from audit.delivery
            )""";

    Holding {
        parts = List.copyOf(parts);
        statements = List.copyOf(statements);
    }

    /** @param changed the table of keys that are to be built again */
    static Holding of(Vault vault, VaultSchema schema, Dialect dialect, Satellite satellite, String changed) {
        SqlText text = new SqlText(dialect);
        String key = Names.parentKey(satellite);
        List<String> parts = BusinessVaultTables.referenced(satellite, schema.table(Names.table(satellite)));
        boolean byPresence = Presence.of(vault, satellite).isPresent();
        if (byPresence || satellite instanceof EffectivitySatellite || satellite instanceof StatusSatellite) {
            // Nothing may hold any more from some load_end_date on, though nothing follows.
            boolean ends = !(satellite instanceof StatusSatellite);
            return held(dialect, satellite, key, parts, ofHistory(text, satellite, key, parts, ends, changed));
        }
        if (satellite instanceof NonHistorizedSatellite once) {
            return held(
                    dialect,
                    satellite,
                    key,
                    parts,
                    once.isCorrected()
                            ? ofCorrections(text, satellite, key, parts, changed)
                            : ofTable(text, satellite, key, parts, changed));
        }
        String noGhost = dialect.sql().render(new Ghosts(vault, schema, dialect).isNoGhost(satellite, "satellite"));
        Unit unit = Unit.of(vault, satellite);
        String table = table(satellite);
        Statement withoutRepeats = new Statement(
                "pass over what repeats",
                table,
                make(dialect, table, ofRowsInOrder(text, key, parts, table)),
                Optional.of("select exists (select 1 from " + table + " where _repeats)"));
        return new Holding(
                satellite,
                key,
                parts,
                List.of(find(dialect, satellite, ofChanges(text, unit, key, parts, changed, noGhost)), withoutRepeats));
    }

    private static Holding held(Dialect dialect, Satellite satellite, String key, List<String> parts, String query) {
        return new Holding(satellite, key, parts, List.of(find(dialect, satellite, query)));
    }

    /** A table of its own, so that one satellite at a time is sorted, with all memory there is. */
    private static Statement find(Dialect dialect, Satellite satellite, String query) {
        return Statement.of("find what holds", table(satellite), make(dialect, table(satellite), query));
    }

    private static String make(Dialect dialect, String table, String query) {
        return dialect.stageTable(table) + " as\n" + query;
    }

    /** The run's own table that the rows are put into. */
    String table() {
        return table(satellite);
    }

    private static String table(Satellite satellite) {
        return "held_" + Names.table(satellite);
    }

    /** That a row is what holds at a date. */
    String holdsAt(String row, String date) {
        return "%1$s.load_date <= %2$s and %1$s._until > %2$s".formatted(row, date);
    }

    /** Where keys come and go, the history's own view tells since when and until when. */
    private static String ofHistory(
            SqlText text, Satellite satellite, String key, List<String> parts, boolean ends, String changed) {
        String columns = text.list("history", with(key, parts)) + (ends ? ", history.load_end_date" : "");
        String held = """
                select distinct %s
                from %s as history
                join %s as changed on %s
                where history.load_end_date is distinct from history.load_date""".formatted(
                columns, SqlText.raw(Names.history(satellite)), changed, text.same("changed", "history", List.of(key)));
        return """
                select %s, %s as _until
                from (
                %s
                ) as held""".formatted(
                        text.list(with(key, parts)),
                        until(text, key, parts, ends),
                        held.indent(2).stripTrailing());
    }

    private static String ofTable(SqlText text, Satellite satellite, String key, List<String> parts, String changed) {
        return """
                select %s, %s as _until
                from (
                  select %s
                  from %s as satellite
                  join %s as changed on %s
                ) as held""".formatted(
                        text.list(with(key, parts)),
                        until(text, key, parts, false),
                        text.list("satellite", with(key, parts)),
                        SqlText.raw(Names.table(satellite)),
                        changed,
                        text.same("changed", "satellite", List.of(key)));
    }

    /** What says something counts until the first load date of whatever corrects it, or corrects that. */
    private static String ofCorrections(
            SqlText text, Satellite satellite, String key, List<String> parts, String changed) {
        return """
                select %1$s, _until
                from (
                  select %2$s, %3$s as _until
                  from %4$s as satellite
                  join %5$s as changed on %6$s
                ) as corrected
                where counter = 1""".formatted(
                        text.list(with(key, parts)),
                        text.list("satellite", with(key, parts)),
                        orForever("min(satellite.load_date) over (partition by " + text.name("satellite", key)
                                + " order by satellite.correction desc, satellite.counter desc"
                                + " rows between unbounded preceding and 1 preceding)"),
                        SqlText.raw(Names.table(satellite)),
                        changed,
                        text.same("changed", "satellite", List.of(key)));
    }

    /** Of rows that share a load date, one that does not end, or else the latest to end, is the last. */
    private static String until(SqlText text, String key, List<String> parts, boolean ends) {
        List<String> order = new ArrayList<>(parts.stream().map(text::name).toList());
        if (ends) {
            order.add(1, "load_end_date nulls last");
        }
        String next = orForever(
                "lead(load_date) over (partition by " + text.name(key) + " order by " + String.join(", ", order) + ")");
        return ends ? "least(" + orForever("load_end_date") + ", " + next + ")" : next;
    }

    private static String orForever(String date) {
        return "coalesce(" + date + ", timestamp '9999-12-31 00:00:00')";
    }

    /**
     * Each stored unit until the next one. One that is equal to the one before it is rare, and is marked; to pass over it
     * beforehand would take every row in order twice.
     */
    private static String ofChanges(
            SqlText text, Unit unit, String key, List<String> parts, String changed, String noGhost) {
        String from = """

                from %s as satellite
                join %s as changed on %s
                left join places on places.delivery_id = satellite.delivery_id
                where %s""".formatted(
                        SqlText.raw(Names.table(unit.satellite())),
                        changed,
                        text.same("changed", "satellite", List.of(key)),
                        noGhost);
        String identity = text.list("satellite", with(key, parts)) + ", satellite." + unit.compared();
        String rows = unit.isRow()
                ? "select " + identity + ", places._place" + from
                : "select " + identity + " as hashdiff, places._place,"
                        + "\n  min(satellite.record_number) as record_number, min(satellite.row_number) as row_number"
                        + from + "\ngroup by " + identity + ", places._place";
        return """
                with %s
                select %s,
                  lag(hashdiff) over in_order is not distinct from hashdiff as _repeats,
                  %s as _until
                from (
                %s
                ) as stored
                window in_order as (%s)""".formatted(
                        PLACES,
                        text.list(inOrder(key, parts)),
                        orForever("lead(load_date) over in_order"),
                        rows.indent(2).stripTrailing(),
                        order(text, key, parts));
    }

    /** Of the table itself, what does not repeat. */
    private static String ofRowsInOrder(SqlText text, String key, List<String> parts, String table) {
        return """
                select %s,
                  _repeats,
                  %s as _until
                from %s
                where not _repeats
                window in_order as (%s)""".formatted(
                        text.list(inOrder(key, parts)),
                        orForever("lead(load_date) over in_order"),
                        table,
                        order(text, key, parts));
    }

    private static String order(SqlText text, String key, List<String> parts) {
        return "partition by " + text.name(key) + " order by load_date, "
                + (parts.contains(Names.SEQUENCE) ? "sequence nulls first, " : "")
                + "_place, record_number, row_number";
    }

    /** The columns that lead to a row, and those that it is in order by. */
    private static List<String> inOrder(String key, List<String> parts) {
        Set<String> columns = new LinkedHashSet<>(with(key, parts));
        columns.addAll(List.of("_place", Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return List.copyOf(columns);
    }

    private static List<String> with(String key, List<String> parts) {
        List<String> columns = new ArrayList<>(List.of(key));
        columns.addAll(parts);
        return columns;
    }
}
