package org.lierne.loader.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.verify.check.Promise;

/**
 * A row that breaks a promise. It holds neither payload nor business keys.
 *
 * @param table the table or view with its schema
 * @param row what names the row, by column: hash keys as UUID, bytes or text, as they are stored
 * @param delivery the path of the delivery that the row names, if it names one that the ledger knows
 * @param expected what should be there
 * @param found what is there
 */
public record Finding(
        Promise promise,
        String table,
        Map<String, @Nullable Object> row,
        Optional<String> delivery,
        @Nullable Object expected,
        @Nullable Object found) {

    public Finding {
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
