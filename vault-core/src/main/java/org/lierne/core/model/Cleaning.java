package org.lierne.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.internal.Copies;

/**
 * What is done to a text before it is kept and hashed. On a source's column it repairs one source's format; on a hub's
 * key column it is the normalisation that all sources share. Applied in this order: trim, replace, case.
 *
 * @param trim whether white space at both ends goes
 * @param replace regular expression (RE2) to replacement, applied in order to every match
 * @param textCase the case to fold to; empty keeps the case
 */
public record Cleaning(boolean trim, Map<String, String> replace, Optional<TextCase> textCase) {

    /** Keeps a text as it is. */
    public static final Cleaning NONE = new Cleaning(false, new LinkedHashMap<>(), Optional.empty());

    public Cleaning {
        replace = Copies.of(replace);
    }

    public boolean changesNothing() {
        return equals(NONE);
    }
}
