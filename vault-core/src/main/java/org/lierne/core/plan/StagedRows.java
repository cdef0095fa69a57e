package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** The query that makes staged rows of what was read: one common table expression per step. */
final class StagedRows {

    private final Vault vault;
    private final Source source;
    private final Dialect dialect;
    private final Keys keys;

    StagedRows(Vault vault, VaultSchema schema, Dialect dialect, Source source) {
        this.vault = vault;
        this.source = source;
        this.dialect = dialect;
        this.keys = new Keys(vault, schema, dialect);
    }

    /** @param anyRefused whether the reader refused records, so that the numbers of those after them shift */
    String select(List<ReadGroup> groups, boolean anyRefused) {
        List<String> steps = new ArrayList<>();
        steps.add("rows_read as (\n" + rowsRead(groups) + "\n)");
        String previous = "rows_read";
        previous = numbered(steps, previous, anyRefused);
        previous = placed(steps, previous);
        List<String> unfit = new ArrayList<>();
        previous = computed(steps, previous, unfit);
        steps.add("judged as (\n" + judged(previous, unfit) + "\n)");
        steps.add("keyed as (\n" + keyed() + "\n)");
        String last = "select *\nfrom keyed";
        List<EffectivitySatellite> effectivities = vault.satellitesOf(source).stream()
                .filter(EffectivitySatellite.class::isInstance)
                .map(EffectivitySatellite.class::cast)
                .toList();
        if (!effectivities.isEmpty()) {
            last = withSets(steps, effectivities);
        }
        return "with " + String.join(",\n", steps) + "\n" + last;
    }

    private String rowsRead(List<ReadGroup> groups) {
        // Rows of several groups keep numbers of their own: no group has 2^40 rows.
        return groups.stream()
                .map(group -> "  select *, rowid as _place, rowid + " + ((long) group.number() << 40)
                        + " as _row\n  from " + Stage.read(source, group.number()))
                .collect(Collectors.joining("\n  union all by name\n"));
    }

    /** Gives rows their delivery, load date and record number. */
    private String numbered(List<String> steps, String previous, boolean anyRefused) {
        String pathColumns = source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Path)
                .map(column -> ",\n    " + cast("pending." + identifier(column.name()), column) + " as "
                        + identifier(column.name()))
                .collect(Collectors.joining());
        String loadDate = source.loadDate() instanceof Source.LoadDateRule.FromColumn ? "" : ",\n    pending.load_date";
        String shift = anyRefused ? " + coalesce(refused._before, 0)" : "";
        String join = anyRefused
                ? "\n  asof left join " + Stage.refused(source) + " as refused\n"
                        + "    on refused._file = rows_read._file\n"
                        + "    and rows_read._place - pending._first_place >= refused._place"
                : "";
        steps.add("numbered as (\n  select\n    rows_read.*,\n    pending.delivery_id,\n    pending._delivery_order,\n"
                + "    rows_read._place - pending._first_place + 2" + shift
                + " as record_number,\n    cast(1 as integer) as row_number" + loadDate + pathColumns
                + constants() + "\n  from " + previous + "\n  join " + Stage.pending(source)
                + " as pending on pending._file = rows_read._file" + join + "\n)");
        return "numbered";
    }

    private String constants() {
        return source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Value)
                .map(column -> {
                    String text = ((Column.Origin.Value) column.origin()).text();
                    return ",\n    " + cast(literal(text), column) + " as " + identifier(column.name());
                })
                .collect(Collectors.joining());
    }

    private String cast(String text, Column column) {
        Field<String> value = DSL.field(text, SQLDataType.VARCHAR);
        return render(dialect.reads().read(value, column.type(), column.reading()));
    }

    /** Numbers rows within others, and equal rows. */
    private String placed(List<String> steps, String previous) {
        List<String> windows = new ArrayList<>();
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.RowNumberWithin within) {
                String partition =
                        within.columns().stream().map(this::identifier).collect(Collectors.joining(", "));
                windows.add("cast(row_number() over (partition by delivery_id, " + partition
                        + " order by record_number) as " + dialect.types().of(column.type()) + ") as "
                        + identifier(column.name()));
            }
        }
        if (usesOccurrence()) {
            String partition = source.columns().stream()
                    .filter(column -> column.origin() instanceof Column.Origin.Field)
                    .map(column -> identifier(column.name()))
                    .collect(Collectors.joining(", "));
            windows.add("row_number() over (partition by delivery_id, " + partition
                    + " order by record_number) as _occurrence");
        }
        if (windows.isEmpty()) {
            return previous;
        }
        steps.add("placed as (\n  select\n    *,\n    " + String.join(",\n    ", windows) + "\n  from " + previous
                + "\n)");
        return "placed";
    }

    private boolean usesOccurrence() {
        return source.oneRowPer().contains(Source.OCCURRENCE)
                || vault.linksOf(source).stream().anyMatch(link -> link.parts().contains(Source.OCCURRENCE));
    }

    /** Evaluates the columns that are expressions, in the order of the metadata, each over those before it. */
    private String computed(List<String> steps, String previous, List<String> unfit) {
        String from = previous;
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Expression expression) {
                String name = identifier(column.name());
                String type = dialect.types().of(column.type());
                String isUnfit = "_unfit_" + column.name();
                String changed = column.type().kind() == DataType.Kind.VARCHAR
                        ? "false"
                        : "_value is not null and (try_cast(_value as " + type + ") is distinct from _value)";
                String step = "computed_" + column.name();
                // The line break ends a comment in the expression.
                steps.add(step + " as (\n  select\n    * exclude (_value),\n    try_cast(_value as " + type + ") as "
                        + name
                        + ",\n    " + changed + " as " + isUnfit + "\n  from (\n    select *, (" + expression.sql()
                        + "\n    ) as _value\n    from " + from + "\n  ) as evaluated\n)");
                unfit.add(Errors.when(
                        isUnfit,
                        column.name(),
                        "changed_by_cast",
                        literal("its expression gives a value that does not fit " + column.type()
                                + " without being changed")));
                from = step;
            }
        }
        return from;
    }

    /** Finds what each row breaks, and which rows are filtered. */
    private String judged(String previous, List<String> unfit) {
        List<String> errors = new ArrayList<>(unfit);
        for (String required : new TreeSet<>(source.required())) {
            errors.add(missing(required));
        }
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn loadDate) {
            errors.add(missing(loadDate.column()));
        }
        errors.addAll(missingKeys(previous));
        source.columns().forEach(column -> errors.addAll(broken(column)));
        String found = Errors.list(errors);
        String all = errors.isEmpty()
                ? "_errors"
                : "case when _errors is null then " + found + "\n    else list_concat(_errors, coalesce(" + found
                        + ", [])) end";
        String judged = "  select\n    * exclude (_errors),\n    " + all + " as _errors";
        if (source.where().isEmpty()) {
            return judged + ",\n    false as _filtered\n  from " + previous;
        }
        // A record that the condition leaves out is not asked to be readable.
        return "  select\n    * exclude (_errors, _where),\n    case when _where is false then null else _errors end as _errors,\n"
                + "    _where is false or (_where is null and _errors is null) as _filtered\n  from (\n" + judged
                + ",\n    (" + source.where().get() + "\n    ) as _where\n  from " + previous + "\n  ) as judged_rows";
    }

    private String missing(String column) {
        return Errors.when(
                identifier(column) + " is null", column, "missing", literal("\"" + column + "\" is missing"));
    }

    private List<String> missingKeys(String rows) {
        Set<String> errors = new LinkedHashSet<>();
        for (String part : source.oneRowPer()) {
            source.key(part).ifPresentOrElse(key -> errors.add(missingKey(key, rows)), () -> {
                if (!part.startsWith("_") && !source.required().contains(part)) {
                    errors.add(missing(part));
                }
            });
        }
        for (Source.KeyUse key : source.keys()) {
            if (vault.hub(key.hub()).nullKey() == Hub.NullKey.REJECT) {
                errors.add(missingKey(key, rows));
            }
        }
        return List.copyOf(errors);
    }

    private String missingKey(Source.KeyUse key, String rows) {
        String columns = String.join(", ", key.columns());
        return Errors.when(
                render(DSL.field(keys.isMissing(key, source, rows))),
                key.columns().get(0),
                "missing_key",
                literal("the key of \"" + key.name() + "\" is missing (" + columns + ")"));
    }

    private List<String> broken(Column column) {
        String name = identifier(column.name());
        Checks checks = column.checks();
        List<String> errors = new ArrayList<>();
        String shown = "'\"' || left(cast(" + name + " as varchar), 100) || '\" ";
        checks.min()
                .ifPresent(min -> errors.add(Errors.when(
                        name + " < " + min.toPlainString(),
                        column.name(),
                        "below_minimum",
                        shown + "is below " + min.toPlainString() + "'")));
        checks.max()
                .ifPresent(max -> errors.add(Errors.when(
                        name + " > " + max.toPlainString(),
                        column.name(),
                        "above_maximum",
                        shown + "is above " + max.toPlainString() + "'")));
        if (!checks.accepts().isEmpty()) {
            String accepted = checks.accepts().stream().map(StagedRows::literal).collect(Collectors.joining(", "));
            String named = String.join(", ", checks.accepts()).replace("'", "''");
            errors.add(Errors.when(
                    "cast(" + name + " as varchar) not in (" + accepted + ")",
                    column.name(),
                    "not_accepted",
                    shown + "is not one of: " + named + "'"));
        }
        checks.matches()
                .ifPresent(pattern -> errors.add(Errors.when(
                        "not regexp_full_match(" + name + ", " + literal(pattern) + ")",
                        column.name(),
                        "does_not_match",
                        shown + "does not match " + pattern.replace("'", "''") + "'")));
        checks.minLength()
                .ifPresent(length -> errors.add(Errors.when(
                        "length(" + name + ") < " + length,
                        column.name(),
                        "too_short",
                        shown + "is shorter than " + length + " characters'")));
        checks.maxLength()
                .ifPresent(length -> errors.add(Errors.when(
                        "length(" + name + ") > " + length,
                        column.name(),
                        "too_long",
                        shown + "is longer than " + length + " characters'")));
        return errors;
    }

    /** Hashes keys and payloads, and keeps what the vault's tables take. */
    private String keyed() {
        List<String> columns = new ArrayList<>(List.of(
                "_row", "delivery_id", "_delivery_order", "record_number", "row_number", "_errors", "_filtered"));
        columns.add(loadDate() + " as load_date");
        source.sequenceColumn().ifPresent(column -> columns.add(identifier(column.name()) + " as sequence"));
        keptColumns().forEach(column -> columns.add(identifier(column)));
        source.keys()
                .forEach(key -> columns.add(
                        render(keys.hashKey(key, source, "judged")) + " as " + identifier(Names.hashKey(key.name()))));
        vault.linksOf(source)
                .forEach(link -> columns.add(render(keys.hashKey(link, source, "judged")) + " as "
                        + identifier(Names.hashKey(link.name()))));
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (satellite instanceof DescriptiveSatellite descriptive) {
                columns.add(render(keys.hashdiff(descriptive, source, "judged")) + " as "
                        + identifier(Names.hashdiff(satellite)));
            }
        }
        return "  select\n    " + String.join(",\n    ", columns) + "\n  from judged";
    }

    private String loadDate() {
        if (!(source.loadDate() instanceof Source.LoadDateRule.FromColumn fromColumn)) {
            return "load_date";
        }
        String name = identifier(fromColumn.column());
        boolean isDate = source.column(fromColumn.column()).type().kind() == DataType.Kind.DATE;
        if (isDate && source.endOfDay()) {
            return "cast(" + name + " as timestamp) + interval '1' day - interval '0.000001' second";
        }
        return isDate ? "cast(" + name + " as timestamp)" : name;
    }

    private Set<String> keptColumns() {
        Set<String> columns = new LinkedHashSet<>();
        source.keys().forEach(key -> columns.addAll(key.columns()));
        for (Link link : vault.linksOf(source)) {
            link.dependentChildKey().forEach(part -> columns.add(part.name()));
        }
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (satellite instanceof DescriptiveSatellite descriptive) {
                columns.addAll(descriptive.columns());
            }
        }
        columns.remove(Source.RECORD_NUMBER);
        return columns;
    }

    /** Gives each row, per effectivity satellite, the hash of the set of links that it belongs to. */
    private String withSets(List<String> steps, List<EffectivitySatellite> satellites) {
        List<String> hashdiffs = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (EffectivitySatellite satellite : satellites) {
            Unit unit = Unit.of(vault, satellite);
            String identity = unit.identity().stream().map(this::identifier).collect(Collectors.joining(", "));
            String set = "sets_of_" + satellite.name();
            Field<?> hash = dialect.hashes()
                    .hash(
                            dialect.hashes()
                                    .sortedSet(
                                            field(Names.hashKey(
                                                    satellite.parent().name())),
                                            vault.hashing()),
                            vault.hashing());
            steps.add(set + " as (\n  select " + identity + ", " + render(hash) + " as _hash\n  from keyed\n"
                    + "  where _errors is null and not _filtered\n  group by " + identity + "\n)");
            hashdiffs.add(set + "._hash as " + identifier(Names.hashdiff(satellite)));
            joins.append("\nleft join ")
                    .append(set)
                    .append(" on ")
                    .append(unit.identity().stream()
                            .map(column -> set + "." + identifier(column) + " is not distinct from keyed."
                                    + identifier(column))
                            .collect(Collectors.joining(" and ")));
        }
        return "select keyed.*, " + String.join(", ", hashdiffs) + "\nfrom keyed" + joins;
    }

    private String identifier(String name) {
        return render(field(name));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String render(Field<?> value) {
        return dialect.sql().render(value);
    }
}
