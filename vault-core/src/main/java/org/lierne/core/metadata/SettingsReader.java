package org.lierne.core.metadata;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.lierne.core.model.GhostRecords;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Publishing;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** Reads {@code vault.yml}. */
final class SettingsReader {

    /** What {@code vault.yml} says, with defaults for what is missing or unreadable. */
    record Settings(
            String name,
            String description,
            ZoneId timezone,
            Hashing hashing,
            double rejectsStopAbove,
            boolean archive,
            GhostRecords ghostRecords,
            NullKeys nullKeys,
            Publishing publishing,
            Source.OnFailure onFailure) {
        static final Settings DEFAULT = new Settings(
                "vault",
                "",
                ZoneId.of("UTC"),
                Hashing.DEFAULT,
                Vault.DEFAULT_REJECTS_STOP_ABOVE,
                true,
                GhostRecords.LIERNE,
                NullKeys.UNKNOWN,
                Publishing.DEFAULT,
                Source.OnFailure.CONTINUE);
    }

    private static final Pattern FILES = Pattern.compile("[1-9]\\d{0,5}");

    private final Diagnostics diagnostics;
    private final Scalars scalars;

    SettingsReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    Settings read(Value value) {
        Fields fields = Fields.read(Language.VAULT, "the vault", value.position(), value, diagnostics);
        fields.text("vault").ifPresent(name -> Names.check(name, "vault", diagnostics));
        return new Settings(
                fields.text("vault", "vault"),
                fields.description(),
                fields.text("timezone").flatMap(scalars::zone).orElse(Settings.DEFAULT.timezone()),
                hashing(fields.map("hashing", Language.HASHING)),
                fields.map("rejects", Language.REJECTS)
                        .text("stop_above")
                        .flatMap(text -> scalars.share("stop_above", text))
                        .orElse(Vault.DEFAULT_REJECTS_STOP_ABOVE),
                fields.text("archive", "true").equals("true"),
                GhostRecords.valueOf(fields.text("ghost_records", "lierne").toUpperCase(Locale.ROOT)),
                NullKeys.valueOf(fields.text("null_keys", "unknown").toUpperCase(Locale.ROOT)),
                publishing(fields.map("publish", Language.PUBLISH)),
                Source.OnFailure.valueOf(fields.text("on_failure", "continue").toUpperCase(Locale.ROOT)));
    }

    private Publishing publishing(Fields fields) {
        Optional<Value.Text> keep = fields.text("keep");
        if (keep.isEmpty()) {
            return Publishing.DEFAULT;
        }
        String text = keep.get().text();
        if (text.equals("forever")) {
            return new Publishing(OptionalInt.empty());
        }
        if (FILES.matcher(text).matches()) {
            return new Publishing(OptionalInt.of(Integer.parseInt(text)));
        }
        diagnostics.error(
                "wrong_value",
                keep.get().position(),
                "\"keep\" of publish should be a number of files, but is \"" + text + "\".",
                "Write how many of the latest stay, at least 1, or forever.");
        return Publishing.DEFAULT;
    }

    private static Hashing hashing(Fields fields) {
        return new Hashing(
                Hashing.Profile.valueOf(fields.text("profile", "lierne").toUpperCase(Locale.ROOT)),
                Hashing.Algorithm.valueOf(fields.text("algorithm", "md5").toUpperCase(Locale.ROOT)),
                Hashing.Storage.valueOf(fields.text("keys", "binary").toUpperCase(Locale.ROOT)));
    }
}
