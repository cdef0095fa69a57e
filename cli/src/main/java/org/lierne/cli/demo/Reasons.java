package org.lierne.cli.demo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.query.Masking;

/** Why records were refused: the commonest reasons, and one record as it came. */
public final class Reasons {

    private static final int COUNT = 0;
    private static final int SOURCE = 1;
    private static final int COLUMN = 2;
    private static final int CODE = 3;
    private static final int MESSAGE = 4;
    private static final int PATH = 5;
    private static final int RECORD = 6;
    private static final int TEXT = 7;

    private Reasons() {}

    /** @param most how many reasons are told */
    public static void show(Page page, Findings findings, int most) {
        List<List<@Nullable Object>> reasons = findings.vault(Reasons.class, "reasons.sql");
        page.section("What was refused, and why");
        if (reasons.isEmpty()) {
            page.line("Nothing: every record could be read, and every check held.");
            return;
        }
        List<List<@Nullable Object>> told = reasons.subList(0, Math.min(most, reasons.size()));
        for (List<@Nullable Object> reason : told) {
            page.line(DisplayText.pad(Amounts.count(count(reason)), 6, true) + " × "
                    + sentence(reason, findings.masking()));
        }
        if (reasons.size() > most) {
            List<List<@Nullable Object>> others = reasons.subList(most, reasons.size());
            long rest = others.stream().mapToLong(Reasons::count).sum();
            page.note(DisplayText.pad(Amounts.count(rest), 6, true) + " × "
                    + Amounts.count(others.size(), "other reason", "other reasons"));
        }
        List<@Nullable Object> example = told.stream()
                .filter(reason -> !findings.masking()
                        .masksRecord(Objects.toString(reason.get(SOURCE)), Objects.toString(reason.get(PATH))))
                .findFirst()
                .orElse(told.get(0));
        boolean masked = findings.masking()
                .masksRecord(Objects.toString(example.get(SOURCE)), Objects.toString(example.get(PATH)));
        page.note("         for example " + example.get(PATH) + " record " + example.get(RECORD)
                + (masked || example.get(TEXT) == null ? "" : ":"));
        if (!masked && example.get(TEXT) != null) {
            page.note("         " + DisplayText.fit(DisplayText.printable(Objects.toString(example.get(TEXT))), 87));
        }
    }

    private static long count(List<@Nullable Object> reason) {
        return Math.round(Page.number(reason.get(COUNT)));
    }

    private static String sentence(List<@Nullable Object> reason, Masking masking) {
        String source = Objects.toString(reason.get(SOURCE));
        Object column = reason.get(COLUMN);
        boolean hidden = column == null
                ? masking.masksRecord(source, Objects.toString(reason.get(PATH)))
                : masking.masksColumn(source, column.toString());
        return source + (column == null ? "" : "." + column) + ": " + reason.get(hidden ? CODE : MESSAGE);
    }
}
