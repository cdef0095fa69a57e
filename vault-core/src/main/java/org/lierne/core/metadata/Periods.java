package org.lierne.core.metadata;

import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;

/** Reads for how long something is kept. */
final class Periods {

    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,3}) (day|week|month|year)s?");
    private static final String FOREVER = "forever";

    private Periods() {}

    /** The period, which is empty for good; nothing at all if the text is none, which is reported. */
    static Optional<Optional<Period>> read(Text text, String key, String what, Diagnostics diagnostics) {
        String written = text.text().strip();
        if (written.equals(FOREVER)) {
            return Optional.of(Optional.empty());
        }
        Matcher period = PERIOD.matcher(written);
        if (!period.matches()) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"" + key + "\" in " + what + " should be a number of days, weeks, months or years, but is \""
                            + text.text() + "\".",
                    "Write it like 90 days, 1 year, or forever.");
            return Optional.empty();
        }
        int count = Integer.parseInt(period.group(1));
        return Optional.of(Optional.of(
                switch (period.group(2)) {
                    case "day" -> Period.ofDays(count);
                    case "week" -> Period.ofWeeks(count);
                    case "month" -> Period.ofMonths(count);
                    default -> Period.ofYears(count);
                }));
    }
}
