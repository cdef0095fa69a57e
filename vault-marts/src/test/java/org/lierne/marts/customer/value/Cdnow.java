package org.lierne.marts.customer.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendHistories;

/** The customers of CDNOW, of whom figures were published; see {@code cdnow/README.md}. Times in weeks, spend in USD. */
public final class Cdnow {

    private Cdnow() {}

    /** The lines of the file without its header: customer, x, t_x, T, mean spend. */
    private static List<String[]> lines() {
        try (InputStream stream = Objects.requireNonNull(
                Cdnow.class.getResourceAsStream("/cdnow/cdnow_customers_summary_with_transactions.csv"))) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static PurchaseHistories histories() {
        PurchaseHistories.Builder builder = PurchaseHistories.builder();
        for (String[] line : lines()) {
            builder.add(Integer.parseInt(line[1]), Double.parseDouble(line[2]), Double.parseDouble(line[3]), 1);
        }
        return builder.build();
    }

    public static SpendHistories spends() {
        SpendHistories.Builder builder = SpendHistories.builder();
        for (String[] line : lines()) {
            int repeats = Integer.parseInt(line[1]);
            if (repeats > 0) {
                builder.add(repeats, Double.parseDouble(line[4]), 1);
            }
        }
        return builder.build();
    }
}
