package org.lierne.core.plan.stage;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * What staged rows are together: the links or rows that one delivery names under a key of an effectivity or multi-active
 * satellite, which are compared as a set.
 */
final class StagedSets {

    private final Dialect dialect;
    private final SqlText text;
    private final Keys keys;
    private final boolean severalRows;
    private final List<Unit> units;

    StagedSets(Vault vault, Dialect dialect, Source source, Keys keys) {
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.keys = keys;
        this.severalRows = source.format().makesSeveralRows();
        this.units = vault.satellitesOf(source).stream()
                .filter(satellite ->
                        satellite instanceof EffectivitySatellite || satellite instanceof MultiActiveSatellite)
                .map(satellite -> Unit.of(vault, satellite))
                .toList();
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    /**
     * Adds the steps that give each row the hashes of its sets.
     *
     * @param keyed the rows with their keys and hashdiffs
     * @return the query of the rows with these hashes
     */
    String addSteps(List<String> steps, String keyed) {
        String rows = withContradictions(steps, keyed);
        List<String> replaced = new ArrayList<>();
        List<String> added = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (Unit unit : units) {
            String set = (unit.isBlock() ? "blocks_of_" : "sets_of_")
                    + unit.satellite().name();
            steps.add(set + (unit.isBlock() ? blocks(unit, rows) : sets(unit, rows)));
            joins.append(join(set, unit.identity(), unit, rows));
            added.add(unlessSilent(unit, rows, set + "._hash") + " as " + text.name(unit.comparedOfSource()));
            if (unit.isBlock()) {
                String hashdiff = text.name(Names.hashdiff(unit.satellite()));
                replaced.add("case when " + set + "._hash is not null then " + rows + "." + hashdiff + " end as "
                        + hashdiff);
            }
        }
        String replacing = replaced.isEmpty() ? "" : " replace (" + String.join(", ", replaced) + ")";
        return "select " + rows + ".*" + replacing + ", " + String.join(", ", added) + "\nfrom " + rows + joins;
    }

    /** Takes its hashes from a block of which a listed record is left out, though it breaks no rule by itself. */
    List<Statement> breakBlocks(Source source, String records) {
        String stage = Stage.stage(source);
        return units.stream()
                .filter(Unit::isBlock)
                .map(unit -> new Statement(
                        "break blocks of contradicting records",
                        stage,
                        "merge into " + stage + " as staged\nusing (\n  select distinct "
                                + columns(unit, unit.identity()) + "\n  from " + stage
                                + "\n  where (delivery_id, record_number) in (\n"
                                + "    select delivery_id, record_number from " + records
                                + "\n  )\n) as broken\non " + same(unit, "broken")
                                + "\nwhen matched then update set " + text.name(Names.hashdiff(unit.satellite()))
                                + " = null, " + text.name(unit.comparedOfSource()) + " = null",
                        Optional.of(any(records))))
                .toList();
    }

    /** Hashes sets again after listed records have been left out, though they break no rule by themselves. */
    List<Statement> remakeSets(Source source, String records) {
        String stage = Stage.stage(source);
        return units.stream()
                .filter(unit -> !unit.isBlock())
                .map(unit -> {
                    String hash = text.name(unit.comparedOfSource());
                    String link =
                            text.name(Names.hashKey(unit.satellite().parent().name()));
                    return new Statement(
                            "hash sets without contradicting records",
                            stage,
                            "merge into " + stage + " as staged\nusing (\n  select "
                                    + columns(unit, unit.identity()) + ", "
                                    + text.render(keys.hashOfSet(field(Names.hashKey(
                                            unit.satellite().parent().name()))))
                                    + " as _hash\n  from " + stage
                                    + "\n  where " + link + " is not null\n  group by "
                                    + columns(unit, unit.identity()) + "\n) as remade\non " + same(unit, "remade")
                                    + "\nwhen matched and staged." + link + " is not null and staged." + hash
                                    + " <> remade._hash\n  then update set " + hash + " = remade._hash",
                            Optional.of(any(records)));
                })
                .toList();
    }

    private String same(Unit unit, String relation) {
        return unit.identity().stream()
                .map(column -> text.name(unit.ofSource(column)))
                .map(column -> relation + "." + column + " is not distinct from staged." + column)
                .collect(Collectors.joining(" and "));
    }

    private static String any(String table) {
        return "select exists (select 1 from " + table + ")";
    }

    /** A deletion states no set, nor does a row that is skipped. */
    private String unlessSilent(Unit unit, String rows, String hash) {
        return mayBeSilent(unit)
                ? "case when " + rows + "." + stated(unit) + " is not null then " + hash + " end"
                : hash;
    }

    private boolean mayBeSilent(Unit unit) {
        boolean mayBeSkipped = keys.linksSkip() && !unit.isBlock();
        return unit.source().changeRecords().isPresent() || mayBeSkipped;
    }

    private String stated(Unit unit) {
        return text.name(
                unit.isBlock()
                        ? Names.hashdiff(unit.satellite())
                        : Names.hashKey(unit.satellite().parent().name()));
    }

    private String butSilent(Unit unit) {
        return mayBeSilent(unit) ? "\n    and " + stated(unit) + " is not null" : "";
    }

    private String sets(Unit unit, String rows) {
        Field<?> hash =
                keys.hashOfSet(field(Names.hashKey(unit.satellite().parent().name())));
        return " as (\n  select " + columns(unit, unit.identity()) + ", " + text.render(hash) + " as _hash\n  from "
                + rows
                + "\n  where _errors is null and not _filtered" + butSilent(unit)
                + (severalRows ? "\n    and not " + ofRefusedRecord(rows) : "")
                + "\n  group by " + columns(unit, unit.identity()) + "\n)";
    }

    /** A record is taken whole or not at all. */
    private static String ofRefusedRecord(String rows) {
        return "(delivery_id, record_number) in (\n      select delivery_id, record_number\n      from " + rows
                + "\n      where _errors is not null\n    )";
    }

    /** A block of which a row is rejected is not whole, and has no hash. */
    private String blocks(Unit unit, String rows) {
        Field<?> hash = keys.hashOfSet(field(Names.hashdiff(unit.satellite())));
        return " as (\n  select " + columns(unit, unit.identity()) + ",\n    case when count(_errors) = 0 "
                + (severalRows ? "and not bool_or(" + ofRefusedRecord(rows) + ") " : "") + "then "
                + text.render(hash) + " end as _hash\n  from " + rows + "\n  where not _filtered"
                + butSilent(unit) + "\n  group by "
                + columns(unit, unit.identity()) + "\n)";
    }

    /** Rejects rows of one block that have the same sub key and differ. */
    private String withContradictions(List<String> steps, String keyed) {
        List<RowError> errors = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (Unit unit : units) {
            if (unit.satellite() instanceof MultiActiveSatellite satellite) {
                String contradictions = "contradictions_of_" + satellite.name();
                List<String> place = new ArrayList<>(unit.identity());
                satellite.subKey().stream()
                        .filter(column -> !place.contains(column))
                        .forEach(place::add);
                String hashdiff = text.name(Names.hashdiff(satellite));
                steps.add(contradictions + " as (\n  select " + columns(unit, place) + ", true as _contradict\n  from "
                        + keyed + "\n  where _errors is null and not _filtered and "
                        + text.name(unit.ofSource(unit.key().get(0))) + " <> " + text.render(keys.unknown())
                        + "\n  group by " + columns(unit, place)
                        + "\n  having min(" + hashdiff + ") <> max(" + hashdiff + ")\n)");
                joins.append(join(contradictions, place, unit, keyed));
                errors.add(contradiction(satellite, contradictions, keyed));
            }
        }
        if (errors.isEmpty()) {
            return keyed;
        }
        steps.add("agreed as (\n  select " + keyed + ".* replace (\n    case when " + keyed
                + "._errors is not null or " + keyed + "._filtered then " + keyed + "._errors else "
                + RowError.list(errors) + " end as _errors\n  )\n  from " + keyed
                + joins.toString().replace("\n", "\n  ") + "\n)");
        return "agreed";
    }

    private RowError contradiction(MultiActiveSatellite satellite, String contradictions, String rows) {
        String shown = satellite.subKey().stream()
                .map(column -> "coalesce(cast(" + rows + "." + text.name(column) + " as varchar), 'nothing')")
                .collect(Collectors.joining(" || ', ' || "));
        return new RowError(
                contradictions + "._contradict",
                satellite.subKey().get(0),
                "contradiction",
                "'\"' || left(" + shown + ", 100) || "
                        + text.render(DSL.inline("\" of one \""
                                + satellite.parent().name() + "\" stands there several times, and not alike")));
    }

    private String join(String relation, List<String> columns, Unit unit, String rows) {
        return "\nleft join " + relation + " on "
                + columns.stream()
                        .map(column -> text.name(unit.ofSource(column)))
                        .map(column -> relation + "." + column + " is not distinct from " + rows + "." + column)
                        .collect(Collectors.joining(" and "));
    }

    private String columns(Unit unit, List<String> columns) {
        return columns.stream().map(column -> text.name(unit.ofSource(column))).collect(Collectors.joining(", "));
    }
}
