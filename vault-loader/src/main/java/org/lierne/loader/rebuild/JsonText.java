package org.lierne.loader.rebuild;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Documents that a column of type json keeps. */
final class JsonText {

    private JsonText() {}

    /** The document without white space between its parts; NULL if the text is none. */
    static @Nullable String compact(String text) {
        try {
            PlainJson json = new PlainJson(new StringReader(text));
            String compact = json.value().text();
            return json.atEnd() ? compact : null;
        } catch (PlainJson.Malformed none) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
