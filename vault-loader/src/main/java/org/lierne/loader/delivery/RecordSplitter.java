package org.lierne.loader.delivery;

import org.lierne.core.model.CsvFormat;

/**
 * Finds where records end, one byte (or one UTF-16 unit, narrowed to a byte) at a time, as DuckDB's CSV reader does in
 * its strict mode: blanks before an opening quote are skipped, a quote inside an unquoted field is a character like
 * any other, and after a wrongly quoted field the rest of it is read as if unquoted.
 */
final class RecordSplitter {

    private enum State {
        LINE_START,
        FIELD_START,
        UNQUOTED,
        QUOTED,
        ESCAPED,
        QUOTE_SEEN,
        BLANKS_AFTER_QUOTE,
        CARRIAGE_RETURN
    }

    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final boolean[] endsUnquotedRun = new boolean[256];
    private final boolean[] endsQuotedRun = new boolean[256];

    private State state = State.LINE_START;
    private boolean ended;
    private boolean blank;
    private boolean blankBeforeCarriageReturn;
    private int delimiters;
    private int wrongQuotes;
    private boolean lineEndInQuotes;
    private boolean reopened;
    private int endedDelimiters;
    private int endedWrongQuotes;
    private boolean endedReopened;
    private LineEnd lineEnd = LineEnd.NONE;

    RecordSplitter(CsvFormat format) {
        delimiter = ascii(format.delimiter(), "delimiter");
        quote = ascii(format.quote(), "quote");
        escape = ascii(format.escape(), "escape");
        endsUnquotedRun[delimiter] = true;
        endsUnquotedRun['\n'] = true;
        endsUnquotedRun['\r'] = true;
        endsQuotedRun[quote] = true;
        endsQuotedRun[escape] = true;
        endsQuotedRun['\n'] = true;
        endsQuotedRun['\r'] = true;
    }

    private static byte ascii(char character, String what) {
        if (character >= 128 || character == '\n' || character == '\r') {
            throw new IllegalArgumentException("The " + what + " of a CSV format must be one ASCII character other "
                    + "than a line end, not \"" + character + "\".");
        }
        return (byte) character;
    }

    /**
     * Reads on to the end of a line, or to {@code to}.
     *
     * @return the position after what was read; {@link #ended()} says whether a line ended there
     */
    int advance(byte[] bytes, int from, int to) {
        ended = false;
        int position = from;
        while (position < to && !ended) {
            position = step(bytes, position, to);
        }
        return position;
    }

    /** Ends the last line, which has no line end; {@link #ended()} is false if there was nothing to end. */
    void finish() {
        ended = false;
        if (state == State.CARRIAGE_RETURN) {
            end(LineEnd.CR, blankBeforeCarriageReturn);
        } else if (state != State.LINE_START && !insideQuotes()) {
            end(LineEnd.NONE, false);
        }
    }

    private int step(byte[] bytes, int from, int to) {
        byte current = bytes[from];
        switch (state) {
            case UNQUOTED -> {
                int position = from;
                while (position < to && !endsUnquotedRun[bytes[position] & 0xff]) {
                    position++;
                }
                if (position < to) {
                    separatorOr(bytes[position], State.UNQUOTED);
                    position++;
                }
                return position;
            }
            case QUOTED -> {
                int position = from;
                while (position < to && !endsQuotedRun[bytes[position] & 0xff]) {
                    position++;
                }
                if (position < to) {
                    quotedRunEnds(bytes[position]);
                    position++;
                }
                return position;
            }
            case LINE_START, FIELD_START -> fieldStart(current);
            case ESCAPED -> state = State.QUOTED;
            case QUOTE_SEEN -> quoteSeen(current);
            case BLANKS_AFTER_QUOTE -> blanksAfterQuote(current);
            case CARRIAGE_RETURN -> {
                boolean lineFeed = current == '\n';
                end(lineFeed ? LineEnd.CRLF : LineEnd.CR, blankBeforeCarriageReturn);
                return lineFeed ? from + 1 : from;
            }
        }
        return from + 1;
    }

    private void fieldStart(byte current) {
        if (current == quote) {
            state = State.QUOTED;
        } else if (current == ' ' && current != delimiter) {
            state = State.FIELD_START;
        } else {
            separatorOr(current, State.UNQUOTED);
        }
    }

    private void quotedRunEnds(byte current) {
        if (current == quote) {
            state = State.QUOTE_SEEN;
        } else if (current == escape) {
            state = State.ESCAPED;
        } else {
            lineEndInQuotes = true;
        }
    }

    private void quoteSeen(byte current) {
        if (current == quote && escape == quote) {
            state = State.QUOTED;
        } else if (current == ' ' && current != delimiter) {
            state = State.BLANKS_AFTER_QUOTE;
        } else if (endsUnquotedRun[current & 0xff]) {
            separatorOr(current, State.UNQUOTED);
        } else {
            wrongQuotes++;
            state = State.UNQUOTED;
        }
    }

    private void blanksAfterQuote(byte current) {
        if (current == quote && escape == quote) {
            wrongQuotes++;
            reopened = true;
            state = State.QUOTED;
        } else if (current != ' ') {
            wrongQuotes += endsUnquotedRun[current & 0xff] ? 0 : 1;
            separatorOr(current, State.UNQUOTED);
        }
    }

    private void separatorOr(byte current, State otherwise) {
        if (current == delimiter) {
            delimiters++;
            state = State.FIELD_START;
        } else if (current == '\n') {
            end(LineEnd.LF, state == State.LINE_START);
        } else if (current == '\r') {
            blankBeforeCarriageReturn = state == State.LINE_START;
            state = State.CARRIAGE_RETURN;
        } else {
            state = otherwise;
        }
    }

    private void end(LineEnd kind, boolean wasBlank) {
        state = State.LINE_START;
        ended = true;
        blank = wasBlank;
        lineEnd = kind;
        endedDelimiters = delimiters;
        endedWrongQuotes = wrongQuotes;
        delimiters = 0;
        wrongQuotes = 0;
        endedReopened = reopened;
        reopened = false;
    }

    /** Whether the last call reached the end of a line. */
    boolean ended() {
        return ended;
    }

    /** Whether the line that ended held nothing. */
    boolean blank() {
        return blank;
    }

    /** What ended the line. */
    LineEnd lineEnd() {
        return lineEnd;
    }

    /** Whether the file, ending here, would end within quotes. */
    boolean insideQuotes() {
        return state == State.QUOTED || state == State.ESCAPED;
    }

    /** How many fields of the line that ended have characters between their closing quote and the next separator. */
    int wrongQuotes() {
        return endedWrongQuotes;
    }

    /** Whether in the line that ended a quote follows a closing quote after blanks, which opens the field again. */
    boolean reopened() {
        return endedReopened;
    }

    /** How many fields the line that ended has. */
    int fields() {
        return endedDelimiters + 1;
    }

    /** Whether any quoted field so far holds a line end. */
    boolean lineEndInQuotes() {
        return lineEndInQuotes;
    }
}
