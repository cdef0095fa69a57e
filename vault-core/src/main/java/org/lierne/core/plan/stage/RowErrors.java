package org.lierne.core.plan.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Column;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Presence;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** What a row of a source may break: what must be there, and the checks of its columns. */
final class RowErrors {

    private final Vault vault;
    private final Source source;
    private final Dialect dialect;
    private final SqlText text;
    private final Keys keys;

    RowErrors(Vault vault, Source source, Dialect dialect, Keys keys) {
        this.vault = vault;
        this.source = source;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.keys = keys;
    }

    /**
     * The errors that rows may have.
     *
     * @param rows the name of the relation that the rows stand in
     */
    List<RowError> of(String rows) {
        List<RowError> errors = new ArrayList<>();
        for (String required : new TreeSet<>(source.required())) {
            errors.add(unlessDeleted(missing(required)));
        }
        source.changeRecords().ifPresent(records -> errors.add(missing(records.operation())));
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn loadDate) {
            errors.add(missing(loadDate.column()));
        }
        errors.addAll(missingKeys(rows));
        source.columns().forEach(column -> errors.addAll(broken(column)));
        return errors;
    }

    /** A deletion may leave out all but the key of what it deletes. */
    private RowError unlessDeleted(RowError error) {
        return source.changeRecords()
                .map(records -> new RowError(
                        "(" + error.condition() + ") and not ("
                                + Presence.isDelete(
                                        text,
                                        records,
                                        "coalesce(cast(" + text.name(records.operation()) + " as varchar), '')")
                                + ")",
                        error.column(),
                        error.code(),
                        error.message()))
                .orElse(error);
    }

    private RowError missing(String column) {
        return new RowError(
                text.name(column) + " is null", column, "missing", text.literal("\"" + column + "\" is missing"));
    }

    private List<RowError> missingKeys(String rows) {
        Set<RowError> errors = new LinkedHashSet<>();
        Set<String> ofReferences = new HashSet<>();
        vault.referencesOf(source).forEach(reference -> ofReferences.addAll(reference.key()));
        for (String part : source.oneRowPer()) {
            source.key(part).ifPresentOrElse(key -> errors.add(missingKey(key, rows)), () -> {
                if (!part.startsWith("_") && !source.required().contains(part) && !ofReferences.contains(part)) {
                    errors.add(missing(part));
                }
            });
        }
        for (Source.KeyUse key : source.keys()) {
            if (vault.hub(key.hub()).nullKey() == Hub.NullKey.REJECT) {
                errors.add(
                        source.rowParts().contains(key.name())
                                ? missingKey(key, rows)
                                : unlessDeleted(missingKey(key, rows)));
            }
        }
        for (Reference reference : vault.referencesOf(source)) {
            for (String column : reference.key()) {
                RowError missing = new RowError(
                        text.name(column) + " is null",
                        column,
                        "missing_key",
                        text.literal("the key of reference \"" + reference.name() + "\" is missing (" + column + ")"));
                errors.add(source.rowParts().contains(column) ? missing : unlessDeleted(missing));
            }
        }
        return List.copyOf(errors);
    }

    private RowError missingKey(Source.KeyUse key, String rows) {
        String columns = String.join(", ", key.columns());
        return new RowError(
                text.render(DSL.field(keys.isMissing(key, source, rows))),
                key.columns().get(0),
                "missing_key",
                text.literal("the key of \"" + key.name() + "\" is missing (" + columns + ")"));
    }

    private List<RowError> broken(Column column) {
        String name = text.name(column.name());
        Checks checks = column.checks();
        List<RowError> errors = new ArrayList<>();
        String shown = "'\"' || left(cast(" + name + " as varchar), 100) || ";
        checks.min()
                .ifPresent(min -> errors.add(new RowError(
                        name + " < " + min.toPlainString(),
                        column.name(),
                        "below_minimum",
                        shown + text.literal("\" is below " + min.toPlainString()))));
        checks.max()
                .ifPresent(max -> errors.add(new RowError(
                        name + " > " + max.toPlainString(),
                        column.name(),
                        "above_maximum",
                        shown + text.literal("\" is above " + max.toPlainString()))));
        if (!checks.accepts().isEmpty()) {
            String accepted = checks.accepts().stream().map(text::literal).collect(Collectors.joining(", "));
            errors.add(new RowError(
                    "cast(" + name + " as varchar) not in (" + accepted + ")",
                    column.name(),
                    "not_accepted",
                    shown + text.literal("\" is not one of: " + String.join(", ", checks.accepts()))));
        }
        checks.matches()
                .ifPresent(pattern -> errors.add(new RowError(
                        "not regexp_full_match(" + name + ", " + text.literal(pattern) + ")",
                        column.name(),
                        "does_not_match",
                        shown
                                + text.literal(checks.meaning()
                                        .map(meaning -> "\" is no " + meaning)
                                        .orElse("\" does not match " + pattern)))));
        checks.minLength()
                .ifPresent(length -> errors.add(new RowError(
                        "length(" + name + ") < " + length,
                        column.name(),
                        "too_short",
                        shown + text.literal("\" is shorter than " + length + " characters"))));
        checks.maxLength()
                .ifPresent(length -> errors.add(new RowError(
                        "length(" + name + ") > " + length,
                        column.name(),
                        "too_long",
                        shown + text.literal("\" is longer than " + length + " characters"))));
        return errors;
    }
}
