package org.lierne.core.plan.stage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** The query that makes staged rows of what was read: one common table expression per step. */
final class StagedRows {

    private final Vault vault;
    private final Source source;
    private final Dialect dialect;
    private final SqlText text;
    private final Keys keys;
    private final StagedSets sets;
    private final Forgetting forgetting;

    StagedRows(Vault vault, VaultSchema schema, Dialect dialect, Source source, Forgetting forgetting) {
        this.forgetting = forgetting;
        this.vault = vault;
        this.source = source;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.keys = new Keys(vault, schema, dialect);
        this.sets = new StagedSets(vault, dialect, source, keys);
    }

    /**
     * Whether rows can only be made once all are read: what they hold depends on their place in the file, or on each
     * other. Else they are made while they are read, which saves keeping them twice.
     */
    boolean needAllRead() {
        boolean numbersRows =
                source.columns().stream().anyMatch(column -> column.origin() instanceof Column.Origin.RowNumberWithin);
        boolean hashesPlace =
                vault.linksOf(source).stream().anyMatch(link -> link.parts().contains(Source.RECORD_NUMBER));
        return numbersRows || hashesPlace || usesOccurrence() || !sets.isEmpty();
    }

    /** What rows are together: links or rows of one delivery under a key. */
    StagedSets sets() {
        return sets;
    }

    /** Makes rows of a group while it is read: all but what depends on the delivery. */
    String ofGroup(ReadGroup group) {
        List<String> steps = new ArrayList<>();
        String previous = new FieldReading(source, dialect).addSteps(steps, group);
        previous = withConstants(steps, previous, group);
        List<String> technical = new ArrayList<>(Stage.placeColumns(source));
        if (source.captures()) {
            technical.add(Stage.CAPTURED);
        }
        judgeAndHash(steps, previous, technical);
        String last = withoutForgotten(steps, List.of("_file_number", Stage.RECORD_NUMBER_READ));
        return "with " + String.join(",\n", steps) + "\nselect *\nfrom " + last;
    }

    /** The rows of groups that were made while they were read, with what depends on the delivery. */
    String ofGroups(List<ReadGroup> groups, boolean anyRefused) {
        String loadDate = loadDateIsOfRow() ? "rows_read.load_date" : "pending.load_date";
        return groups.stream()
                .map(group -> "select\n  " + rowId(group, "rows_read.rowid") + " as _row,\n"
                        + placeColumns("rows_read.rowid", anyRefused)
                        + ",\n  " + loadDate + " as load_date,\n  rows_read.* exclude ("
                        + String.join(", ", Stage.placeColumns(source)) + (loadDateIsOfRow() ? ", load_date" : "")
                        + ")\nfrom " + Stage.read(source, group.number())
                        + " as rows_read" + pendingJoin(group, "rows_read.rowid", anyRefused))
                .collect(Collectors.joining("\nunion all by name\n"));
    }

    /**
     * Makes rows of all that was read.
     *
     * @param anyRefused whether the reader refused records, so that the numbers of those after them shift
     */
    String ofAllRead(List<ReadGroup> groups, boolean anyRefused) {
        List<String> steps = new ArrayList<>();
        steps.add("rows_read as (\n  "
                + groups.stream()
                        .map(group -> numbered(group, anyRefused))
                        .collect(Collectors.joining("\nunion all by name\n"))
                        .replace("\n", "\n  ")
                + "\n)");
        String previous = placed(steps, "rows_read");
        List<String> technical =
                new ArrayList<>(List.of("_row", "delivery_id", "_delivery_order", "record_number", "row_number"));
        if (!loadDateIsOfRow()) {
            technical.add("load_date");
        }
        if (source.captures()) {
            technical.add(Stage.CAPTURED);
        }
        judgeAndHash(steps, previous, technical);
        String keyed = withoutForgotten(steps, List.of("delivery_id", "record_number"));
        String last = sets.isEmpty() ? "select *\nfrom " + keyed : sets.addSteps(steps, keyed);
        return "with " + String.join(",\n", steps) + "\n" + last;
    }

    private void judgeAndHash(List<String> steps, String previous, List<String> technical) {
        List<RowError> unfit = new ArrayList<>();
        String from = computed(steps, previous, unfit);
        steps.add("judged as (\n" + judged(from, unfit) + "\n)");
        steps.add("hashed as (\n  select\n    *"
                + keys.canonicalTexts(source, "judged").entrySet().stream()
                        .map(each -> ",\n    " + text.render(each.getValue()) + " as " + each.getKey())
                        .collect(Collectors.joining())
                + "\n  from judged\n)");
        steps.add("keyed as (\n" + keyed(technical) + "\n)");
    }

    /** Adds the step that keeps rows of erased keys out, where there are such keys. */
    private String withoutForgotten(List<String> steps, List<String> record) {
        if (!forgetting.concerns(source)) {
            return "keyed";
        }
        List<String> place = source.format().makesSeveralRows() ? record : List.of();
        steps.add("known as (\n" + forgetting.query(vault, source, dialect, "keyed", place) + "\n)");
        return "known";
    }

    private boolean loadDateIsOfRow() {
        return source.loadDate() instanceof Source.LoadDateRule.FromColumn;
    }

    /** Rows of several groups keep numbers of their own: no group has 2^40 rows. */
    static String rowId(ReadGroup group, String place) {
        return place + " + " + ((long) group.number() << 40);
    }

    /** Gives rows their delivery, load date and record number. */
    private String numbered(ReadGroup group, boolean anyRefused) {
        String place = "fields.rowid";
        String loadDate = loadDateIsOfRow() ? "" : ",\n  pending.load_date";
        return "select\n  " + rowId(group, place) + " as _row,\n" + placeColumns(place, anyRefused) + loadDate
                + ",\n  fields.*" + constants(group, "fields._file_number") + "\nfrom "
                + Stage.read(source, group.number()) + " as fields" + pendingJoin(group, place, anyRefused);
    }

    private String placeColumns(String place, boolean anyRefused) {
        if (source.format().numbersRows()) {
            String rows = place.substring(0, place.indexOf('.'));
            return "  pending.delivery_id,\n  pending._delivery_order,\n  " + rows + "." + Stage.RECORD_NUMBER_READ
                    + " as record_number,\n  " + rows + "." + Stage.ROW_NUMBER_READ + " as row_number";
        }
        String shift = anyRefused ? " + coalesce(refused._before, 0)" : "";
        return "  pending.delivery_id,\n  pending._delivery_order,\n  " + place + " - pending._first_place + 2" + shift
                + " as record_number,\n  cast(1 as integer) as row_number";
    }

    private String pendingJoin(ReadGroup group, String place, boolean anyRefused) {
        String rows = place.substring(0, place.indexOf('.'));
        String join = "\njoin " + Stage.pending(source) + " as pending\n  on pending._group = " + group.number()
                + " and pending._file_number = " + rows + "._file_number";
        if (!anyRefused) {
            return join;
        }
        return join + "\nasof left join " + Stage.refused(source) + " as refused\n  on refused._group = pending._group"
                + " and refused._file_number = pending._file_number\n  and " + place
                + " - pending._first_place >= refused._place";
    }

    private String withConstants(List<String> steps, String previous, ReadGroup group) {
        String constants = constants(group, "_file_number");
        if (constants.isEmpty()) {
            return previous;
        }
        steps.add("with_constants as (\n  select\n    *" + constants.replace("\n", "\n  ") + "\n  from " + previous
                + "\n)");
        return "with_constants";
    }

    /** The columns that are the same in all rows of a file: given values, and what its path says. */
    private String constants(ReadGroup group, String fileNumber) {
        StringBuilder columns = new StringBuilder();
        for (Column column : source.columns()) {
            String given = null;
            if (column.origin() instanceof Column.Origin.Value value) {
                given = text.literal(value.text());
            } else if (column.origin() instanceof Column.Origin.Path) {
                given = "["
                        + group.pathTexts(column.name()).stream()
                                .map(text::literal)
                                .collect(Collectors.joining(", "))
                        + "][" + fileNumber + "]";
            }
            if (given != null) {
                columns.append(",\n  ")
                        .append(cast(given, column))
                        .append(" as ")
                        .append(text.name(column.name()));
            }
        }
        return columns.toString();
    }

    private String cast(String given, Column column) {
        Field<String> value = DSL.field(given, SQLDataType.VARCHAR);
        return text.render(dialect.reads().read(value, column.type(), column.reading()));
    }

    /** Numbers rows within others, and equal rows. */
    private String placed(List<String> steps, String previous) {
        List<String> windows = new ArrayList<>();
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.RowNumberWithin within) {
                String partition = within.columns().stream().map(text::name).collect(Collectors.joining(", "));
                windows.add("cast(row_number() over (partition by delivery_id, " + partition
                        + " order by " + fileOrder() + ") as " + dialect.types().of(column.type()) + ") as "
                        + text.name(column.name()));
            }
        }
        if (usesOccurrence()) {
            String partition = source.columns().stream()
                    .filter(column -> column.origin() instanceof Column.Origin.Field)
                    .map(column -> text.name(column.name()))
                    .collect(Collectors.joining(", "));
            windows.add("row_number() over (partition by delivery_id, " + partition + " order by " + fileOrder()
                    + ") as _occurrence");
        }
        if (windows.isEmpty()) {
            return previous;
        }
        steps.add("placed as (\n  select\n    *,\n    " + String.join(",\n    ", windows) + "\n  from " + previous
                + "\n)");
        return "placed";
    }

    private String fileOrder() {
        return source.format().makesSeveralRows() ? "record_number, row_number" : "record_number";
    }

    private boolean usesOccurrence() {
        return source.oneRowPer().contains(Source.OCCURRENCE)
                || vault.linksOf(source).stream().anyMatch(link -> link.parts().contains(Source.OCCURRENCE));
    }

    /** Evaluates the columns that are expressions, in the order of the metadata, each over those before it. */
    private String computed(List<String> steps, String previous, List<RowError> unfit) {
        String from = previous;
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Expression expression) {
                String name = text.name(column.name());
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
                unfit.add(new RowError(
                        isUnfit,
                        column.name(),
                        "changed_by_cast",
                        text.literal("its expression gives a value that does not fit " + column.type()
                                + " without being changed")));
                from = step;
            }
        }
        return from;
    }

    /** Finds what each row breaks, and which rows are filtered. */
    private String judged(String previous, List<RowError> unfit) {
        List<RowError> errors = new ArrayList<>(unfit);
        errors.addAll(new RowErrors(vault, source, dialect, keys).of(previous));
        String all = errors.isEmpty()
                ? "_errors"
                : "list_concat(coalesce(_errors, []), " + unlessUnreadable(RowError.holding(errors)) + ")";
        String any = errors.isEmpty()
                ? ""
                : "case when _errors is not null\n      or " + RowError.any(errors) + "\n    then ";
        String judged = "  select\n    * exclude (_errors),\n    " + any + all + (errors.isEmpty() ? "" : " end")
                + " as _errors";
        if (source.where().isEmpty()) {
            return judged + ",\n    false as _filtered\n  from " + previous;
        }
        // A record that the condition leaves out is not asked to be readable.
        return "  select\n    * exclude (_errors, _where),\n    case when _where is false then null else _errors end as _errors,\n"
                + "    _where is false or (_where is null and _errors is null) as _filtered\n  from (\n" + judged
                + ",\n    (" + source.where().get() + "\n    ) as _where\n  from " + previous + "\n  ) as judged_rows";
    }

    /** What is there, and cannot be read, is not missing as well. */
    private static String unlessUnreadable(String errors) {
        return "list_filter(" + errors + ", lambda error: error.code not in ('missing', 'missing_key')\n"
                + "      or not list_contains(list_transform(coalesce(_errors, []), lambda known: known.column_name),"
                + " error.column_name))";
    }

    /** Hashes keys and payloads, and keeps what the vault's tables take. */
    private String keyed(List<String> technical) {
        List<String> columns = new ArrayList<>(technical);
        columns.addAll(List.of("_errors", "_filtered"));
        if (loadDateIsOfRow()) {
            columns.add(loadDate() + " as load_date");
        }
        source.recordSourceColumn()
                .ifPresent(
                        column -> columns.add("cast(" + text.name(column) + " as varchar) as " + Names.RECORD_SOURCE));
        source.sequenceColumn().ifPresent(column -> columns.add(text.name(column.name()) + " as sequence"));
        source.changeRecords()
                .ifPresent(records ->
                        columns.add("cast(" + text.name(records.operation()) + " as varchar) as " + Stage.OPERATION));
        keptColumns().forEach(column -> columns.add(text.name(column)));
        source.keys()
                .forEach(key -> columns.add(text.render(keys.hashKey(key, source, "hashed")) + " as "
                        + text.name(Names.hashKey(key.name()))));
        vault.linksOf(source)
                .forEach(link -> columns.add(unlessDeleted(text.render(keys.hashKey(link, source, "hashed"))) + " as "
                        + text.name(Names.hashKey(link.name()))));
        vault.referencesOf(source)
                .forEach(reference -> columns.add(text.render(keys.hashKey(reference, source, "hashed")) + " as "
                        + text.name(Names.hashKey(Names.view(reference)))));
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (!satellite.hashed().isEmpty()) {
                columns.add(unlessDeleted(text.render(keys.hashdiff(satellite, source, "hashed"))) + " as "
                        + text.name(Names.hashdiff(satellite)));
            }
        }
        return "  select\n    " + String.join(",\n    ", columns) + "\n  from hashed";
    }

    /** A deletion states no relationship and describes nothing: what it says beside its key may be empty. */
    private String unlessDeleted(String value) {
        return source.changeRecords()
                .map(records -> "case when not (" + isDelete(records) + ") then " + value + " end")
                .orElse(value);
    }

    private String isDelete(Delivery.ChangeRecords records) {
        return Presence.isDelete(text, records, "cast(" + text.name(records.operation()) + " as varchar)");
    }

    private String loadDate() {
        Source.LoadDateRule.FromColumn fromColumn = (Source.LoadDateRule.FromColumn) source.loadDate();
        String name = text.name(fromColumn.column());
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
            columns.addAll(link.columns());
        }
        for (Satellite satellite : vault.satellitesOf(source)) {
            columns.addAll(satellite.columns());
        }
        if (source.tracked() && !(source.delivery() instanceof Delivery.Delta)) {
            columns.addAll(Names.scope(source));
            source.rowParts().stream()
                    .filter(part -> source.key(part).isEmpty())
                    .forEach(columns::add);
        }
        columns.remove(Source.RECORD_NUMBER);
        return columns;
    }
}
