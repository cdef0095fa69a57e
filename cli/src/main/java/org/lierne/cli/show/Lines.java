package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import org.lierne.cli.console.DisplayText;

/** Text in lines. */
final class Lines {

    private static final int LEAST = 16;

    private Lines() {}

    /** The text in lines of at most so many columns, parted between words; a longer word stands alone. */
    static List<String> wrapped(String text, int columns) {
        int room = Math.max(LEAST, columns);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && DisplayText.width(line.toString()) + 1 + DisplayText.width(word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
