package org.lierne.marts.asof;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query. A name that is not among them is not read by it; one that is may be. */
final class Asked {

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Set<String> words = new HashSet<>();

    Asked(String query) {
        Matcher word = WORD.matcher(query.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
    }

    boolean names(String name) {
        return words.contains(name.toLowerCase(Locale.ROOT));
    }
}
