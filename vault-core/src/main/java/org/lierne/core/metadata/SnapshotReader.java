package org.lierne.core.metadata;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.SnapshotRule;

/** Reads the rules of snapshot dates. */
final class SnapshotReader {

    private final Registry<SnapshotRule> rules;
    private final Diagnostics diagnostics;

    SnapshotReader(Registry<SnapshotRule> rules, Diagnostics diagnostics) {
        this.rules = rules;
        this.diagnostics = diagnostics;
    }

    void read(List<Declaration> declared) {
        declared.forEach(rule -> rules.add(rule.name().text(), rule(rule)));
    }

    private Optional<SnapshotRule> rule(Declaration declaration) {
        String name = declaration.name().text();
        Fields fields = Fields.read(
                Language.SNAPSHOTS,
                "snapshots \"" + name + "\"",
                declaration.name().position(),
                declaration.value(),
                diagnostics);
        Fields keep = fields.map("keep", Language.KEEP);
        Map<SnapshotRule.Every, Optional<Period>> kept = new EnumMap<>(SnapshotRule.Every.class);
        for (SnapshotRule.Every every : SnapshotRule.Every.values()) {
            String key = every.name().toLowerCase(Locale.ROOT);
            keep.text(key)
                    .ifPresent(text ->
                            Periods.read(text, key, keep.what(), diagnostics).ifPresent(read -> kept.put(every, read)));
        }
        Optional<LocalTime> at = fields.has("at")
                ? fields.text("at").flatMap(text -> time(text, fields.what()))
                : Optional.of(SnapshotRule.END_OF_DAY);
        if (kept.isEmpty() && fields.has("keep") && !fields.isRefused("keep") && !keep.hasRefused()) {
            diagnostics.error(
                    "wrong_value",
                    fields.at("keep"),
                    "\"keep\" of " + fields.what() + " keeps no snapshot at all.",
                    "Say for how long, for example: keep: { daily: 90 days, monthly: forever }.");
        }
        return kept.isEmpty()
                ? Optional.empty()
                : at.map(time -> new SnapshotRule(name, fields.description(), time, kept));
    }

    private Optional<LocalTime> time(Text text, String what) {
        try {
            LocalTime time = LocalTime.parse(text.text().strip());
            return Optional.of(time.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException malformed) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"at\" of " + what + " should be a time of day, but is \"" + text.text() + "\".",
                    "Write it like \"23:59:59\".");
            return Optional.empty();
        }
    }
}
