package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lierne.loader.load.Oracle.Row;

/**
 * What is said once of customers: what was said first stands, in the order of runs and within each in that of the rows;
 * what says otherwise is rejected, or corrects it by counter rows.
 */
final class OnceOracle {

    private final Oracle oracle;
    private final Map<String, Said> inForce = new HashMap<>();
    private final Map<String, List<String>> rows = new HashMap<>();

    OnceOracle(Oracle oracle) {
        this.oracle = oracle;
    }

    private record Said(String customer, @Nullable String what, int corrections, String loadDate) {}

    /** Takes note of what a row says. @return whether it is to be rejected */
    boolean isContradicted(Row row) {
        SourceFacts source = row.source();
        String customer = oracle.key(row, "customer");
        String place = source.name() + "|" + customer;
        String what = row.cell("once");
        Said before = inForce.get(place);
        if (before != null && Objects.equals(before.what(), what)) {
            return false;
        }
        boolean corrected = source.once().orElseThrow().corrected();
        if (before != null && !corrected) {
            return true;
        }
        int corrections = before == null ? 0 : before.corrections() + 1;
        List<String> added = rows.computeIfAbsent(source.name(), any -> new ArrayList<>());
        if (before != null) {
            added.add(line(customer, before.what(), row.loadDate()) + "|-1|" + corrections);
        }
        added.add(line(customer, what, row.loadDate()) + (corrected ? "|1|" + corrections : ""));
        inForce.put(place, new Said(customer, what, corrections, row.loadDate()));
        return false;
    }

    private static String line(String customer, @Nullable String what, String loadDate) {
        return customer + "|" + (what == null ? "NULL" : what) + "|" + loadDate;
    }

    /** Customer, what is said, load date; with counter rows also the counter, and how often it had been corrected. */
    List<String> rows(SourceFacts source) {
        return Oracle.sorted(rows.getOrDefault(source.name(), List.of()));
    }

    /** Customer and what is said now. */
    List<String> inForce(SourceFacts source) {
        return Oracle.sorted(inForce.entrySet().stream()
                .filter(each -> each.getKey().startsWith(source.name() + "|"))
                .map(each -> each.getValue().customer() + "|"
                        + (each.getValue().what() == null
                                ? "NULL"
                                : each.getValue().what()))
                .toList());
    }
}
