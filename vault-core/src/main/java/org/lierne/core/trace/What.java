package org.lierne.core.trace;

import java.util.Arrays;
import java.util.Locale;

/** What a row of a vault says of the key that is traced. */
public enum What {
    /** The key is stored, or something of it for the first time. */
    CREATED,
    /** A load date earlier than those known before. */
    FIRST_SEEN,
    /** A relationship with other keys is stated. */
    LINKED,
    /** Something that happened once. */
    HAPPENED,
    /** What happened, as it is said now. */
    CORRECTED,
    /** What happened, as it is said no more. */
    TAKEN_BACK,
    /** Other values than those before. */
    CHANGED,
    /** The values of before, stored again since a row in between came late; or a row of a block that changed elsewhere. */
    REPEATED,
    /** A row more in a block. */
    ADDED,
    /** A row less in a block. */
    REMOVED,
    /** A relationship is in force. */
    OPENED,
    /** It is in force no more, since another has taken its place. */
    CLOSED,
    /** A change record about it, which is none of the others. */
    UPDATED,
    /** It is gone. */
    DELETED,
    /** It was gone, and is there again. */
    REAPPEARED,
    /** A record with the key was refused. */
    REFUSED,
    /** A record with the key said nothing new, and was tracked. */
    DELIVERED;

    /** As statements and people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @throws IllegalArgumentException if nothing is written so */
    public static What of(String text) {
        return Arrays.stream(values())
                .filter(what -> what.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is called \"" + text + "\""));
    }
}
