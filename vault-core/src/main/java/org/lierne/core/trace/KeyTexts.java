package org.lierne.core.trace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.lierne.core.hashing.CanonicalText;
import org.lierne.core.hashing.HashRecipe;
import org.lierne.core.model.DataType;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.sql.Dialect;

/** A business key as a person writes it, made what the vault has hashed. */
public final class KeyTexts {

    private final List<KeyColumn> parts;
    private final HashRecipe recipe;

    public KeyTexts(Vault vault, Subject subject) {
        this.parts = subject.keyParts(vault);
        this.recipe = HashRecipe.of(subject.hashing(vault));
    }

    /** The parts that the key has. */
    public List<KeyColumn> parts() {
        return parts;
    }

    /**
     * The canonical texts of a key's parts, each read as its type.
     *
     * @param given as many as there are {@link #parts}
     * @throws IllegalArgumentException if a text is no value of its part's type; the message is a sentence
     */
    public List<String> canonical(List<String> given) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            texts.add(canonical(given.get(index), parts.get(index)));
        }
        return texts;
    }

    /**
     * The query that cleans canonical texts as loads do, in one row; empty where there is nothing to clean. It is the
     * engine's to answer, since what is upper-case, and what an expression matches, differs from engine to engine.
     */
    public Optional<Statement> cleaning(List<String> canonical, Dialect dialect) {
        if (parts.stream().allMatch(part -> part.cleaning().changesNothing())) {
            return Optional.empty();
        }
        List<String> cleaned = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            cleaned.add(dialect.sql()
                    .render(dialect.reads()
                            .cleaned(
                                    DSL.inline(canonical.get(index)),
                                    parts.get(index).cleaning())));
        }
        return Optional.of(
                Statement.of("clean the key", "", "select " + cleaned.stream().collect(Collectors.joining(", "))));
    }

    /** The hash key in hexadecimal digits; empty if the key is missing by the vault's profile. */
    public Optional<String> hash(List<String> cleaned) {
        return recipe.keyText(cleaned).map(recipe::hex);
    }

    private static String canonical(String text, KeyColumn part) {
        try {
            return CanonicalText.of(value(text, part.type()), part.type());
        } catch (NumberFormatException | DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no " + part.type() + ", which \"" + part.name() + "\" is.", unreadable);
        }
    }

    private static Object value(String text, DataType type) {
        String bare = text.strip();
        return switch (type.kind()) {
            case VARCHAR, JSON -> text;
            case BOOLEAN -> Boolean.parseBoolean(bare);
            case INTEGER, BIGINT -> new BigInteger(bare);
            case DECIMAL -> new BigDecimal(bare);
            case DOUBLE -> Double.parseDouble(bare);
            case DATE -> LocalDate.parse(bare);
            case TIMESTAMP ->
                bare.length() <= "2024-01-31".length()
                        ? LocalDate.parse(bare).atStartOfDay()
                        : LocalDateTime.parse(bare.replace(' ', 'T'));
        };
    }
}
