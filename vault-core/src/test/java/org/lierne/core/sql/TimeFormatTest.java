package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimeFormatTest {

    @Test
    void lettersBecomeSpecifiers() {
        becomes("yyyy-MM-ddTHH:mm:ssZ", "%Y-%m-%dT%H:%M:%S%z");
        becomes("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "%Y-%m-%dT%H:%M:%S.%f%z");
        becomes("d/M/yy h:mm a", "%-d/%-m/%y %-I:%M %p");
        becomes("EEE, d MMM yyyy", "%a, %-d %b %Y");
        becomes("EEEE d MMMM yyyy", "%A %-d %B %Y");
        becomes("'100%' yyyy ''", "100%% %Y '");
    }

    @Test
    void theTextMustLookLikeTheFormat() {
        TimeFormat format = TimeFormat.parse("dd.MM.yyyy", Optional.empty());
        assertThat("03.04.2024").matches(format.expression());
        assertThat("3.4.2024").doesNotMatch(format.expression());
        assertThat("03x04x2024").doesNotMatch(format.expression());
        assertThat("03.04.0000").doesNotMatch(format.expression());
    }

    @Test
    void whatIsFinerThanADayIsKnown() {
        assertThat(TimeFormat.parse("yyyy-MM-dd", Optional.empty()).hasTime()).isFalse();
        assertThat(TimeFormat.parse("yyyy-MM-dd HH", Optional.empty()).hasTime())
                .isTrue();
        assertThat(TimeFormat.parse("yyyy-MM-dd HH X", Optional.empty()).hasOffset())
                .isTrue();
    }

    @Test
    void whatCannotBeReadIsRefusedWithAHint() {
        refused("YYYY-MM-dd", "The format \"YYYY-MM-dd\" has the letter Y, a year counted in weeks; write yyyy.");
        refused("yyyy-MM-DD", "has the letter D, a day counted in the year; write dd");
        refused("yyy", "has a year of 3 letters");
        refused("yyyy Q", "has the letter Q, which cannot be read; quote it like 'Q' if it stands in the text");
        refused("yyyy-MM-dd[ HH]", "has an optional part");
        refused("HH:mm:ss.SSSSSSS", "has a fraction of 7 digits");
        refused("ddd", "has 3 letters d");
        refused("yyyy 'T", "has a quote that is not closed");
        assertThatThrownBy(() -> TimeFormat.parse("d MMM yyyy", Optional.of(Locale.GERMAN)))
                .hasMessageContaining("in the language \"de\", of which only \"en\" can be read");
    }

    private static void becomes(String pattern, String expected) {
        assertThat(TimeFormat.parse(pattern, Optional.of(Locale.UK)).format())
                .as(pattern)
                .isEqualTo(expected);
    }

    private static void refused(String pattern, String message) {
        assertThatThrownBy(() -> TimeFormat.parse(pattern, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
