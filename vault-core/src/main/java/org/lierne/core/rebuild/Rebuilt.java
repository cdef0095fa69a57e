package org.lierne.core.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.SqlText;

/** The query that makes a source's rows again: tracking rows, and what the tables that they lead to keep of each. */
final class Rebuilt {

    /** A holder has the row that is looked for. */
    static final String KEPT = "kept";
    /** It should have the row, and does not. */
    static final String LOST = "lost";
    /** The row has no key, so that there is nothing to find it by. */
    static final String NO_KEY = "no key";
    /** The row deletes, and describes nothing. */
    static final String DELETION = "deletion";
    /** Nothing of the row was taken there: it is of a block that is not whole, or from before the table. */
    static final String NOT_TAKEN = "not taken";

    private static final String TRACKED = "tracked";

    private final Source source;
    private final List<Holder> holders;
    private final SqlText text;
    private final String unknownKey;
    private final Set<String> skipping;

    /** @param skipping the hash keys of links that skip rows, of which a tracking row has none then */
    Rebuilt(Source source, List<Holder> holders, SqlText text, String unknownKey, Set<String> skipping) {
        this.source = source;
        this.holders = holders;
        this.text = text;
        this.unknownKey = unknownKey;
        this.skipping = Set.copyOf(skipping);
    }

    /** The column that says what was found of a row in a holder. */
    static String state(Holder holder) {
        return holder.name() + "__state";
    }

    /** The column that holds a place's value. */
    static String value(Holder holder, Place place) {
        return holder.name() + "__" + place.stored();
    }

    /** One row per tracking row of the listed deliveries; several where a table says two things of one row. */
    String query() {
        List<String> steps = new ArrayList<>();
        Holder tracking = holders.get(0);
        steps.add(TRACKED + " as (\n  select *\n  from " + tracking.qualified()
                + "\n  where delivery_id in (select delivery_id from " + RebuildPlan.DELIVERIES + ")\n)");
        List<String> columns = new ArrayList<>(List.of(
                text.name(TRACKED, Names.DELIVERY_ID),
                text.name(TRACKED, Names.RECORD_NUMBER),
                text.name(TRACKED, Names.ROW_NUMBER)));
        StringBuilder joins = new StringBuilder();
        for (Holder holder : holders) {
            String relation = holder.kind() == Holder.Kind.TRACKING ? TRACKED : holder.name();
            if (holder.kind() != Holder.Kind.TRACKING) {
                steps.add(rows(holder));
                joins.append(join(holder));
                columns.add(stateOf(holder) + " as " + text.name(state(holder)));
            }
            holder.places()
                    .forEach(place -> columns.add(
                            text.name(relation, place.stored()) + " as " + text.name(value(holder, place))));
        }
        return "with " + String.join(",\n", steps) + "\nselect\n  " + String.join(",\n  ", columns) + "\nfrom "
                + TRACKED + joins;
    }

    /**
     * What a holder says of the keys that are looked for. The same is stored again where it held again; two rows that
     * differ in spite of one hashdiff are both taken, for one of them is wrong.
     */
    private String rows(Holder holder) {
        List<String> columns = new ArrayList<>(List.of(holder.key()));
        holder.trackedHashdiff().ifPresent(hashdiff -> columns.add(Names.HASHDIFF));
        holder.places().forEach(place -> columns.add(place.stored()));
        String found = TRACKED + "." + text.name(holder.trackedKey()) + " = stored." + text.name(holder.key())
                + holder.trackedHashdiff()
                        .map(hashdiff -> " and " + TRACKED + "." + text.name(hashdiff) + " = stored." + Names.HASHDIFF)
                        .orElse("");
        return holder.name() + " as (\n  select distinct " + text.list("stored", columns) + "\n  from "
                + holder.qualified() + " as stored\n  where exists (select 1 from " + TRACKED + " where " + found
                + ")\n)";
    }

    private String join(Holder holder) {
        String condition = text.name(holder.name(), holder.key()) + " = " + text.name(TRACKED, holder.trackedKey());
        Optional<String> hashdiff = holder.trackedHashdiff()
                .map(column ->
                        "\n  and " + text.name(holder.name(), Names.HASHDIFF) + " = " + text.name(TRACKED, column));
        return "\nleft join " + holder.name() + "\n  on " + condition + hashdiff.orElse("");
    }

    private String stateOf(Holder holder) {
        String key = text.name(TRACKED, holder.trackedKey());
        List<String> notTaken = new ArrayList<>(List.of(key + " is null"));
        holder.trackedHashdiff().ifPresent(column -> notTaken.add(text.name(TRACKED, column) + " is null"));
        String deletion = source.changeRecords()
                .filter(records -> holder.kind() != Holder.Kind.KEY)
                .map(records -> " when " + text.name(TRACKED, Names.OPERATION) + " in ("
                        + records.deletes().stream().map(text::literal).collect(Collectors.joining(", ")) + ") then '"
                        + DELETION + "'")
                .orElse("");
        String noKey = holder.kind() == Holder.Kind.KEY || holder.skipsMissingKeys()
                ? " when " + key + " = " + unknownKey + " then '" + NO_KEY + "'"
                : "";
        String skipped = skipping.contains(holder.trackedKey())
                ? " when " + key + " is null"
                        + holder.trackedHashdiff()
                                .map(column -> " and " + text.name(TRACKED, column) + " is not null")
                                .orElse("")
                        + " then '" + NO_KEY + "'"
                : "";
        return "case" + deletion + skipped + " when " + String.join(" or ", notTaken) + " then '" + NOT_TAKEN + "'"
                + noKey
                + " when " + text.name(holder.name(), holder.key()) + " is null then '" + LOST + "' else '" + KEPT
                + "' end";
    }
}
