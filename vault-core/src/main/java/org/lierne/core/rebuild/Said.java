package org.lierne.core.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Stage;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The query of what files say, over rows that were read of them without the engine: places among other rows,
 * expressions, the condition and the checks are the engine's, and each row gets its verdict.
 */
final class Said {

    static final String VERDICT = "verdict";

    /** Whether something of the record was erased: then what it was is what was noted of it. */
    static final String IS_ERASED = "_is_erased";

    static final String ACCEPTED = "accepted";
    static final String FILTERED = "filtered";
    static final String REJECTED = "rejected";

    private static final String OF_ROW = "_verdict_of_row";
    private static final String AGREED = "_verdict_in_block";

    private final Vault vault;
    private final Source source;
    private final List<Holder> holders;
    private final Dialect dialect;
    private final SqlText text;
    private final Keys keys;

    Said(Vault vault, Source source, List<Holder> holders, Dialect dialect, Keys keys) {
        this.vault = vault;
        this.source = source;
        this.holders = holders;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.keys = keys;
    }

    /** Whether a row lacks the key of a holder. */
    static String isMissing(Holder holder) {
        return holder.name() + "__missing";
    }

    /** One row per row of the files: its place, its verdict, and a column per place of a holder. */
    String query() {
        List<String> steps = new ArrayList<>();
        steps.add(
                "read_rows as (\n  select rows_read.*, listed.load_date as _load_date_of_path, erased._fate\n  from "
                        + RebuildPlan.READ + " as rows_read\n  join " + RebuildPlan.DELIVERIES
                        + " as listed\n    on listed.delivery_id = rows_read.delivery_id\n  left join (\n"
                        + "    select delivery_id, record_number, min(fate) as _fate\n    from audit.erased_record\n"
                        + "    group by delivery_id, record_number\n  ) as erased\n"
                        + "    on erased.delivery_id = rows_read.delivery_id and erased.record_number = rows_read.record_number\n)");
        String from = placed(steps, "read_rows");
        List<String> broken = new ArrayList<>(List.of("_unreadable"));
        from = computed(steps, from, broken);
        broken.addAll(missing(from));
        source.columns().forEach(column -> broken.addAll(broken(column)));
        steps.add("judged as (\n  select\n    *,\n    "
                + broken.stream()
                        .map(condition -> "coalesce(" + condition + ", false)")
                        .collect(Collectors.joining("\n      or "))
                + " as _broken,\n    "
                + source.where().map(where -> "(" + where + "\n    )").orElse("true") + " as _where\n  from " + from
                + "\n)");
        steps.add(
                "rows_judged as (\n  select\n    *,\n    case when _where is false or (_where is null and not _broken)"
                        + " then '" + FILTERED + "'\n      when _broken then '" + REJECTED + "' else '" + ACCEPTED
                        + "' end as " + OF_ROW + "\n  from judged\n)");
        from = withBlocks(steps, "rows_judged");
        String ofRow = from.equals("rows_judged") ? OF_ROW : AGREED;
        steps.add("said as (\n  select\n    *,\n    " + "coalesce(_fate, " + verdict(ofRow) + ") as " + VERDICT
                + ",\n    _fate is not null as " + IS_ERASED + "\n  from " + from + "\n)");
        List<String> columns =
                new ArrayList<>(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, VERDICT, IS_ERASED));
        for (Holder holder : holders) {
            if (holder.kind() == Holder.Kind.KEY) {
                Source.KeyUse use = source.key(holder.name().substring(Holder.KEY_PREFIX.length()))
                        .orElseThrow();
                String missing = text.render(DSL.field(keys.isMissing(use, source, "said")));
                columns.add("(" + missing + ") as " + text.name(isMissing(holder)));
            }
            holder.places()
                    .forEach(place ->
                            columns.add(value(holder, place) + " as " + text.name(Rebuilt.value(holder, place))));
        }
        return "with " + String.join(",\n", steps) + "\nselect\n  " + String.join(",\n  ", columns) + "\nfrom said";
    }

    /** A record with several rows is taken whole or not at all. */
    private String verdict(String ofRow) {
        if (!source.format().makesSeveralRows()) {
            return ofRow;
        }
        return "case when max(case when " + ofRow + " = '" + REJECTED
                + "' then 1 else 0 end) over (partition by delivery_id, record_number) = 1\n      then '" + REJECTED
                + "' else " + ofRow + " end";
    }

    private String value(Holder holder, Place place) {
        if (place.part().isPresent()) {
            return text.render(
                    keys.businessKeyPart(source, place.column(), place.part().get(), "said"));
        }
        if (holder.kind() != Holder.Kind.TRACKING) {
            return text.name(Stage.columnOf(place.column()));
        }
        if (place.stored().equals(Names.OPERATION) || place.stored().equals(Names.RECORD_SOURCE)) {
            return "cast(" + text.name(place.column()) + " as varchar)";
        }
        return place.stored().equals(Names.LOAD_DATE) ? loadDate(place) : text.name(Stage.columnOf(place.column()));
    }

    private String loadDate(Place place) {
        if (place.column().equals(Names.LOAD_DATE)) {
            return "_load_date_of_path";
        }
        boolean isDate = source.column(place.column()).type().kind() == DataType.Kind.DATE;
        String value =
                "cast(" + text.name(place.column()) + " as " + dialect.types().of(DataType.TIMESTAMP) + ")";
        return isDate && source.endOfDay() ? value + " + interval '1' day - interval '0.000001' second" : value;
    }

    /** Numbers rows within others, and equal rows; those that are rejected or filtered have their place too. */
    private String placed(List<String> steps, String from) {
        List<String> windows = new ArrayList<>();
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.RowNumberWithin within) {
                windows.add("cast(" + numbered(within.columns()) + " as "
                        + dialect.types().of(column.type()) + ") as " + text.name(column.name()));
            }
        }
        boolean usesOccurrence = source.oneRowPer().contains(Source.OCCURRENCE)
                || vault.linksOf(source).stream().anyMatch(link -> link.parts().contains(Source.OCCURRENCE));
        if (usesOccurrence) {
            List<String> fields = source.columns().stream()
                    .filter(column -> column.origin() instanceof Column.Origin.Field)
                    .map(Column::name)
                    .toList();
            windows.add(numbered(fields) + " as " + Source.OCCURRENCE);
        }
        if (windows.isEmpty()) {
            return from;
        }
        steps.add("placed as (\n  select\n    *,\n    " + String.join(",\n    ", windows) + "\n  from " + from + "\n)");
        return "placed";
    }

    private String numbered(List<String> columns) {
        return "row_number() over (partition by delivery_id, " + text.list(columns)
                + " order by record_number, row_number)";
    }

    /** Evaluates expressions in the order of the metadata, each over those before it. */
    private String computed(List<String> steps, String previous, List<String> broken) {
        String from = previous;
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Expression expression) {
                String value = text.name("_value_of_" + column.name());
                String type = dialect.types().of(column.type());
                String computed = "value_of_" + column.name();
                // The line break ends a comment in the expression.
                steps.add(computed + " as (\n  select " + from + ".*, (" + expression.sql() + "\n  ) as " + value
                        + "\n  from " + from + "\n)");
                String typed = "computed_" + column.name();
                steps.add(typed + " as (\n  select " + computed + ".*, try_cast(" + value + " as " + type + ") as "
                        + text.name(column.name()) + "\n  from " + computed + "\n)");
                if (column.type().kind() != DataType.Kind.VARCHAR) {
                    broken.add(text.name(column.name()) + " is distinct from " + value);
                }
                from = typed;
            }
        }
        return from;
    }

    private List<String> missing(String rows) {
        List<String> conditions = new ArrayList<>();
        for (String required : new TreeSet<>(source.required())) {
            conditions.add(unlessDeleted(isNull(required)));
        }
        source.changeRecords().ifPresent(records -> conditions.add(isNull(records.operation())));
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn loadDate) {
            conditions.add(isNull(loadDate.column()));
        }
        for (String part : source.oneRowPer()) {
            if (!part.startsWith("_") && !source.required().contains(part)) {
                conditions.add(source.key(part).map(key -> isMissing(key, rows)).orElseGet(() -> isNull(part)));
            }
        }
        for (Source.KeyUse key : source.keys()) {
            if (vault.hub(key.hub()).nullKey() == Hub.NullKey.REJECT) {
                conditions.add(unlessDeleted(isMissing(key, rows)));
            }
        }
        for (Reference reference : vault.referencesOf(source)) {
            conditions.add(unlessDeleted(anyIsNull(reference.key())));
        }
        return conditions;
    }

    private String isMissing(Source.KeyUse key, String rows) {
        return "(" + text.render(DSL.field(keys.isMissing(key, source, rows))) + ")";
    }

    private String isNull(String column) {
        return text.name(column) + " is null";
    }

    private String anyIsNull(List<String> columns) {
        return columns.stream().map(this::isNull).collect(Collectors.joining(" or ", "(", ")"));
    }

    private String unlessDeleted(String condition) {
        return source.changeRecords()
                .map(records -> "(" + condition + " and " + isNotDeleted() + ")")
                .orElse(condition);
    }

    private String isNotDeleted() {
        return source.changeRecords()
                .map(records -> "coalesce(cast(" + text.name(records.operation()) + " as varchar), '') not in ("
                        + records.deletes().stream().map(text::literal).collect(Collectors.joining(", ")) + ")")
                .orElse("true");
    }

    private List<String> broken(Column column) {
        String name = text.name(column.name());
        Checks checks = column.checks();
        List<String> conditions = new ArrayList<>();
        checks.min().ifPresent(min -> conditions.add(name + " < " + min.toPlainString()));
        checks.max().ifPresent(max -> conditions.add(name + " > " + max.toPlainString()));
        if (!checks.accepts().isEmpty()) {
            conditions.add("cast(" + name + " as varchar) not in ("
                    + checks.accepts().stream().map(text::literal).collect(Collectors.joining(", ")) + ")");
        }
        checks.matches()
                .ifPresent(pattern ->
                        conditions.add("not regexp_full_match(" + name + ", " + text.literal(pattern) + ")"));
        checks.minLength().ifPresent(least -> conditions.add("length(" + name + ") < " + least));
        checks.maxLength().ifPresent(most -> conditions.add("length(" + name + ") > " + most));
        return conditions;
    }

    /** Rows of one block that have the same sub key and differ are rejected. */
    private String withBlocks(List<String> steps, String previous) {
        List<String> contradicts = new ArrayList<>();
        String from = previous;
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (satellite instanceof MultiActiveSatellite multiActive) {
                Optional<String> differs = differsWithinBlock(multiActive, from);
                if (differs.isPresent()) {
                    String column = text.name("_differs_in_" + satellite.name());
                    String step = "agreeing_in_" + satellite.name();
                    steps.add(step + " as (\n  select *, " + differs.get() + " as " + column + "\n  from " + from
                            + "\n)");
                    contradicts.add(column);
                    from = step;
                }
            }
        }
        if (contradicts.isEmpty()) {
            return previous;
        }
        steps.add("agreed as (\n  select *, case when " + String.join(" or ", contradicts) + " then '" + REJECTED
                + "' else " + OF_ROW + " end as " + AGREED + "\n  from " + from + "\n)");
        return "agreed";
    }

    private Optional<String> differsWithinBlock(MultiActiveSatellite satellite, String rows) {
        List<String> block = new ArrayList<>(
                List.of(Names.DELIVERY_ID, OF_ROW, isNotDeleted(), parentKey(satellite.parent(), rows)));
        satellite.subKey().forEach(column -> block.add(text.name(column)));
        source.sequenceColumn().ifPresent(column -> block.add(text.name(column.name())));
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn loadDate) {
            block.add(text.name(loadDate.column()));
        }
        String over = " over (partition by " + String.join(", ", block) + ")";
        String differs = satellite.columns().stream()
                .filter(column -> !satellite.subKey().contains(column))
                .map(text::name)
                .map(column -> "min(" + column + ")" + over + " <> max(" + column + ")" + over + " or count(" + column
                        + ")" + over + " not in (0, count(*)" + over + ")")
                .collect(Collectors.joining("\n      or "));
        if (differs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(OF_ROW + " = '" + ACCEPTED + "' and " + isNotDeleted() + isKnown(satellite.parent(), rows)
                + "\n    and coalesce("
                + differs + ", false)");
    }

    /** Of a hub whose key is missing there is no block, nor of a link that skips such rows. */
    private String isKnown(Parent parent, String rows) {
        if (parent instanceof Parent.OfHub) {
            return " and not " + isMissing(source.key(parent.name()).orElseThrow(), rows);
        }
        if (vault.nullKeys() != NullKeys.SKIP) {
            return "";
        }
        return vault.link(parent.name()).connects().stream()
                .map(participant -> source.key(participant.name()).orElseThrow())
                .map(use -> " and not " + isMissing(use, rows))
                .collect(Collectors.joining());
    }

    /** Keys that the profile takes for one, or of which a part is missing, are one. */
    private String parentKey(Parent parent, String rows) {
        return text.render(
                parent instanceof Parent.OfLink
                        ? keys.hashKey(vault.link(parent.name()), source, rows)
                        : keys.hashKey(source.key(parent.name()).orElseThrow(), source, rows));
    }
}
