package org.lierne.loader.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lierne.core.LierneException;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Vault;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.trace.KeyTexts;
import org.lierne.core.trace.Subject;
import org.lierne.core.trace.TracePlan;

/** A key as a person names it, by its parts or its hash, made the hash key that the vault has. */
public final class KeyReader {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final Vault vault;
    private final Connection connection;

    public KeyReader(Vault vault, Connection connection) {
        this.vault = vault;
        this.connection = connection;
    }

    /**
     * The hash key in lower-case hexadecimal digits.
     *
     * @param key the parts of the business key; not asked for if the hash is given
     * @param hash in hexadecimal digits, with or without hyphens
     * @throws LierneException {@code key_unreadable}
     */
    public String hash(Subject subject, List<String> key, Optional<String> hash) throws SQLException {
        if (hash.isPresent()) {
            return digits(hash.get());
        }
        return new KeyTexts(vault, subject)
                .hash(cleaned(subject, key))
                .orElseThrow(() -> unreadable("The key has nothing in any part."));
    }

    /** The parts of a key as loads clean them. */
    List<String> cleaned(Subject subject, List<String> key) throws SQLException {
        KeyTexts texts = new KeyTexts(vault, subject);
        List<String> names = texts.parts().stream().map(KeyColumn::name).toList();
        if (key.size() != names.size()) {
            throw unreadable("The key of \"" + subject.name() + "\" has "
                    + (names.size() == 1 ? "one part" : names.size() + " parts")
                    + ", " + String.join(", ", names) + "; " + key.size() + (key.size() == 1 ? " was" : " were")
                    + " given.");
        }
        try {
            List<String> canonical = texts.canonical(key);
            Optional<org.lierne.core.plan.Statement> cleaning = texts.cleaning(canonical, DIALECT);
            return cleaning.isEmpty() ? canonical : row(cleaning.get().sql(), names.size());
        } catch (IllegalArgumentException noValue) {
            throw unreadable(String.valueOf(noValue.getMessage()));
        }
    }

    private String digits(String hash) {
        String digits = hash.replace("-", "").toLowerCase(Locale.ROOT);
        int length = 2 * vault.hashing().algorithm().bytes();
        if (!digits.matches("[0-9a-f]{" + length + "}")) {
            throw unreadable(
                    "\"" + hash + "\" is no hash key of this vault, which has " + length + " hexadecimal digits.");
        }
        return digits;
    }

    private static LierneException unreadable(String message) {
        return new LierneException(LierneException.Category.USAGE, "key_unreadable", message, null);
    }

    /** That nothing is stored on a key, with keys that are like it. */
    public LierneException notFound(Subject subject, List<String> key, String hash) throws SQLException {
        String named = key.isEmpty() ? "hash key " + hash : "\"" + String.join(", ", key) + "\"";
        List<String> alike = new ArrayList<>();
        if (subject instanceof Subject.OfHub ofHub && !key.isEmpty()) {
            List<String> cleaned = cleaned(subject, key);
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            TracePlan.nearMisses(ofHub.hub(), cleaned, DIALECT).sql())) {
                while (found.next()) {
                    alike.add("\"" + String.join(", ", parts(found, key.size())) + "\"");
                }
            }
        }
        return new LierneException(
                LierneException.Category.FAILED,
                "key_not_found",
                "Nothing is stored on " + subject.name() + " " + named + ".",
                alike.isEmpty() ? null : "There is " + String.join(", ", alike) + ".");
    }

    private List<String> row(String sql, int parts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return parts(found, parts);
        }
    }

    private static List<String> parts(ResultSet row, int count) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (int part = 1; part <= count; part++) {
            parts.add(row.getString(part));
        }
        return parts;
    }
}
