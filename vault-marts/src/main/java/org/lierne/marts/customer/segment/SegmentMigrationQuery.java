package org.lierne.marts.customer.segment;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * How customers move between segments. One row per two snapshots and two segments: {@code from_at}, {@code to_at}, {@code
 * from_segment}, {@code to_segment}, {@code customers}, {@code share} (of {@code from_segment}, from 0 to 1), {@code is_latest}.
 * The file {@code segment_migration.sql} defines each.
 */
public final class SegmentMigrationQuery {

    /** How many snapshots are told, so that a series has an end whatever dates the data have. */
    private static final String MOST = "600";

    private SegmentMigrationQuery() {}

    /** The query of how they moved, over the segment of each customer at each snapshot. */
    public static String of(String segments) {
        return Template.fill("segment/segment_migration.sql", Map.of("segments", segments));
    }

    /**
     * The segment of each customer at each snapshot, by what is known of the transactions today: {@code snapshot_at}, {@code
     * customer_hk}, {@code segment}.
     *
     * @param snapshots a query of {@code snapshot_at}
     * @param at the day at whose beginning the data end; empty means the day after the latest transaction
     */
    public static String segments(Transactions transactions, RfmMart rfm, String snapshots, Optional<LocalDate> at) {
        Map<String, String> parts = new HashMap<>(new Scoring(rfm).parts());
        parts.put("transactions", Template.mart(transactions.mart()));
        parts.put("at", Template.at(transactions.mart(), at));
        parts.put("snapshots", snapshots);
        parts.put("most", MOST);
        parts.put("key", Template.key(transactions.customerKey()));
        parts.put("key_present", Template.keyPresent(transactions.customerKey()));
        parts.put("key_names", Template.keyNames(transactions.customerKey()));
        parts.put(
                "customers_key_names",
                transactions.customerKey().stream()
                        .map(BusinessKeyColumn::name)
                        .map(name -> "customers." + Template.name(name))
                        .collect(Collectors.joining(", ")));
        return Template.fill("segment/segment_snapshots.sql", parts);
    }

    /** The snapshots of a mart, up to the column {@code measured_at} of {@code measured}. */
    public static String snapshots(Transactions transactions, SegmentMigrationMart mart, Optional<String> table) {
        if (table.isPresent()) {
            return "select " + Names.SNAPSHOT_DATE + " as snapshot_at\nfrom " + Table.BUSINESS_VAULT + "."
                    + Template.name(table.get()) + "\ncross join measured\nwhere " + Names.SNAPSHOT_DATE
                    + " <= measured_at";
        }
        String step = mart.every().name().toLowerCase(Locale.ROOT);
        return """
                select unnest(generate_series(
                    date_trunc('%1$s', first_at) + interval 1 %1$s,
                    measured_at,
                    interval 1 %1$s
                )) as snapshot_at
                from (select min(occurred_at) as first_at from %2$s) as begun
                cross join measured""".formatted(step, Template.mart(transactions.mart()));
    }

    /** What the mart means. */
    public static Meaning meaning(SegmentMigrationMart mart, RfmMart rfm) {
        boolean byQuantiles =
                List.of(
                                rfm.bounds().recency(),
                                rfm.bounds().frequency(),
                                rfm.bounds().monetary())
                        .stream()
                        .anyMatch(List::isEmpty);
        return MeaningFile.read(
                SegmentMigrationQuery.class,
                "segment_migration",
                List.of(),
                Map.of("mart", Template.mart(mart.name()), "by_quantiles", byQuantiles ? "yes" : "", "most", MOST));
    }
}
