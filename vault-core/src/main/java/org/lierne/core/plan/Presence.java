package org.lierne.core.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * When a key was there and when it was gone, as a source that delivers everything or change records tells. Stored are
 * the changes, in a table of its own per satellite: that of a status satellite itself, or one beside an effectivity
 * or multi-active satellite. What is stored says what was found of a key in one batch; of several findings that of the latest run holds.
 *
 * @param satellite the satellite that follows it
 * @param source a source that is tracked and does not deliver changes only
 * @param table the table of changes
 * @param key the columns of the key in that table
 * @param ofSource the same columns in stage and tracking tables
 * @param link the link whose rows come and go, if the key is a link's
 * @param skipping the link of which a row with the key may state nothing, and then says nothing of the key either
 */
public record Presence(
        Satellite satellite,
        Source source,
        String table,
        List<String> key,
        List<String> ofSource,
        Optional<Link> link,
        Optional<Link> skipping) {

    /** What a satellite follows; empty if it follows no presence. */
    public static Optional<Presence> of(Vault vault, Satellite satellite) {
        Source source = vault.source(satellite.source());
        if (satellite instanceof StatusSatellite) {
            Optional<Link> link = satellite.parent() instanceof Parent.OfLink parent
                    ? Optional.of(vault.link(parent.name()))
                    : Optional.empty();
            return Optional.of(new Presence(
                    satellite,
                    source,
                    Names.table(satellite),
                    List.of(Names.parentKey(satellite)),
                    List.of(Names.hashKey(satellite.parent().name())),
                    link,
                    Optional.empty()));
        }
        if (satellite instanceof EffectivitySatellite effectivity && vault.canEnd(effectivity)) {
            List<String> key = Unit.of(vault, satellite).key();
            Optional<Link> skipping = vault.nullKeys() == NullKeys.SKIP
                    ? Optional.of(vault.link(satellite.parent().name()))
                    : Optional.empty();
            return Optional.of(
                    new Presence(satellite, source, Names.presence(satellite), key, key, Optional.empty(), skipping));
        }
        if (satellite instanceof MultiActiveSatellite multiActive && vault.canEnd(multiActive)) {
            Unit unit = Unit.of(vault, satellite);
            return Optional.of(new Presence(
                    satellite,
                    source,
                    Names.presence(satellite),
                    unit.key(),
                    unit.key().stream().map(unit::ofSource).toList(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return Optional.empty();
    }

    /** The table's columns that are there. */
    public List<String> columns(VaultSchema schema) {
        return schema.table(table).columnNames();
    }

    public List<String> scope() {
        return Names.scope(source);
    }

    /** The condition that a relation's row of change records is a deletion. */
    public static String isDelete(SqlText text, Delivery.ChangeRecords records, String operation) {
        return operation + " in ("
                + records.deletes().stream().map(text::literal).collect(Collectors.joining(", ")) + ")";
    }

    /** The condition that a row of a relation of the source has a key. */
    public String isKnown(SqlText text, String unknownKey, String relation) {
        String condition = ofSource.stream()
                .filter(column -> column.endsWith("_hk"))
                .map(column -> text.name(relation, column) + " <> " + unknownKey)
                .collect(Collectors.joining(" and "));
        return condition.isEmpty() ? "true" : condition;
    }

    /**
     * That a tracked row which may be skipped is none of those, as what goes on behind another condition; empty if no row is
     * skipped.
     */
    public String andIsStated(SqlText text, String tracking) {
        return skipping.map(skipped -> " and (" + isStated(text, source, skipped, tracking) + ")")
                .orElse("");
    }

    /** The condition that a tracked row states something of a link that skips rows, or deletes. */
    public static String isStated(SqlText text, Source source, Link link, String tracking) {
        String isStated = text.name(tracking, Names.hashKey(link.name())) + " is not null";
        return source.changeRecords()
                .map(records -> isStated + " or " + isDelete(text, records, text.name(tracking, Names.OPERATION)))
                .orElse(isStated);
    }

    /** The key of a relation of the source, under the names that it has in the table. */
    public String keyOf(SqlText text, String relation) {
        StringBuilder columns = new StringBuilder();
        for (int index = 0; index < key.size(); index++) {
            columns.append(index == 0 ? "" : ", ").append(text.name(relation, ofSource.get(index)));
            if (!key.get(index).equals(ofSource.get(index))) {
                columns.append(" as ").append(text.name(key.get(index)));
            }
        }
        return columns.toString();
    }

    /** The columns of the order, as an ORDER BY says them. */
    public String order(SqlText text) {
        return Order.columns(source()).stream()
                .map(column -> text.name(column) + (column.equals(Names.SEQUENCE) ? " nulls first" : ""))
                .collect(Collectors.joining(", "));
    }
}
