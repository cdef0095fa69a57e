package org.lierne.loader.rebuild;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.model.FilePattern;

/** What the path of a delivery says of columns. */
final class PathTexts {

    private PathTexts() {}

    /** @return by column; empty where the path does not fit the pattern any more */
    static Map<String, String> of(FilePattern pattern, String path) {
        StringBuilder expression = new StringBuilder();
        List<FilePattern.Part> parts = pattern.parts();
        for (FilePattern.Part part : parts) {
            if (part instanceof FilePattern.Literal literal) {
                expression.append(Pattern.quote(literal.text()));
            } else if (part instanceof FilePattern.PathColumn) {
                expression.append("([^/]+)");
            } else if (part instanceof FilePattern.LoadDate date) {
                expression.append(date(date.format()));
            } else {
                expression.append("[^/]*");
            }
        }
        Matcher matcher = Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(path);
        Map<String, String> texts = new HashMap<>();
        if (matcher.matches()) {
            int group = 0;
            for (FilePattern.Part part : parts) {
                if (part instanceof FilePattern.PathColumn column) {
                    group++;
                    texts.put(column.column(), matcher.group(group));
                }
            }
        }
        return texts;
    }

    /** A date is as wide as its letters, where these are digits. */
    private static String date(String format) {
        StringBuilder expression = new StringBuilder();
        for (int from = 0; from < format.length(); ) {
            char letter = format.charAt(from);
            int to = from;
            while (to < format.length() && format.charAt(to) == letter) {
                to++;
            }
            int width = to - from;
            boolean digits = "yudHhmsS".indexOf(letter) >= 0 || letter == 'M' && width <= 2;
            if (digits) {
                expression.append(width == 1 ? "\\d{1,2}" : "\\d{" + width + "}");
            } else if (Character.isLetter(letter) || letter == '\'') {
                expression.append("[^/]*?");
            } else {
                expression.append(Pattern.quote(String.valueOf(letter).repeat(width)));
            }
            from = to;
        }
        return expression.toString();
    }
}
