package org.lierne.marts.meaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an analysis means, as Markdown beside its SQL, so that it is read in review and rendered anywhere:
 *
 * <pre>
 * One row per customer with a business key.
 *
 * Source: A. Author, "A Title", 1999, section 2.
 *
 * Picture: bars of segment
 *
 * | column | unit | meaning |
 * | --- | --- | --- |
 * | customer_hk | hash key | the customer |
 * | {key} | | the customer's business key |
 * | recency_days | days | whole days from the latest transaction |
 * </pre>
 *
 * {@code {parts}} are filled in; the row of {@code {key}} is repeated for each column of the business key. Beside
 * {@code name.md} there may be {@code name.warnings.sql}, a query over {@code {mart}}: a row with a text for each thing
 * that the data could not tell.
 */
public final class MeaningFile {

    private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
    /** The name of a column, and what is done with it. */
    private static final Pattern FORMULA = Pattern.compile("\\w+_\\w+|\\w+ [-+*/] ");

    private static final String KEY = "{key}";

    private MeaningFile() {}

    /**
     * Reads {@code name.md}, and {@code name.warnings.sql} if it is there.
     *
     * @param owner the class beside which the files are
     * @param key the columns of the customer's business key
     * @param parts what stands for each {@code {part}} of the text, without {@code key}
     */
    public static Meaning read(Class<?> owner, String name, List<String> key, Map<String, String> parts) {
        String row = "";
        String source = "";
        List<Picture> pictures = new ArrayList<>();
        List<ColumnMeaning> columns = new ArrayList<>();
        for (String line : text(owner, name + ".md", true).lines().toList()) {
            if (line.startsWith("Source: ")) {
                source = filled(line.substring("Source: ".length()).strip(), parts);
            } else if (line.startsWith("Picture: ")) {
                pictures.add(Picture.parse(line.substring("Picture: ".length()))
                        .orElseThrow(() -> new IllegalStateException(name + ".md tells of no picture: " + line)));
            } else if (line.startsWith("|")) {
                columns(line, key, parts).forEach(columns::add);
            } else if (!line.isBlank()) {
                row = (row + " " + filled(line.strip(), parts)).strip();
            }
        }
        return new Meaning(
                row,
                source,
                pictures,
                columns,
                filled(text(owner, name + ".warnings.sql", false).strip(), parts));
    }

    private static Stream<ColumnMeaning> columns(String line, List<String> key, Map<String, String> parts) {
        String[] cells = line.substring(1).split("\\|", -1);
        String column = cells[0].strip();
        if (column.equals("column") || column.startsWith("---")) {
            return Stream.empty();
        }
        ColumnMeaning meaning = new ColumnMeaning(
                column, filled(cells[1].strip(), parts), sentence(filled(cells[2].strip(), parts)), false);
        return column.equals(KEY) ? key.stream().map(meaning::named) : Stream.of(meaning);
    }

    private static String sentence(String text) {
        if (text.isEmpty()) {
            return text;
        }
        boolean isFormula = FORMULA.matcher(text).lookingAt();
        String begun = isFormula ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static String filled(String text, Map<String, String> parts) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), part.group())));
    }

    private static String text(Class<?> owner, String file, boolean required) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                if (required) {
                    throw new IllegalStateException(file + " is missing beside " + owner.getSimpleName());
                }
                return "";
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
