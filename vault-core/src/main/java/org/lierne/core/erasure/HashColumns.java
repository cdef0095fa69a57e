package org.lierne.core.erasure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;

/** Of what the hashes are that the tables of a vault hold: told by their columns, whatever kind of table it is. */
public final class HashColumns {

    /** What a hash stands for. */
    public sealed interface Meaning {

        /** A hub's key, under its own name or a role. */
        record OfHub(String hub, String use) implements Meaning {}

        /** A link's key. */
        record OfLink(String link) implements Meaning {}

        /** The key of a reference table. */
        record OfReference(String reference) implements Meaning {}

        /** What a row, a set or a block says. */
        record OfContent() implements Meaning {}
    }

    /** A column of a table. */
    public record Place(Table table, String column) {}

    private final Map<String, Meaning> meanings = new HashMap<>();

    public HashColumns(Vault vault) {
        for (Hub hub : vault.hubs()) {
            meanings.put(Names.hashKey(hub.name()), new Meaning.OfHub(hub.name(), hub.name()));
            hub.roles().forEach(role -> meanings.put(Names.hashKey(role), new Meaning.OfHub(hub.name(), role)));
        }
        for (Link link : vault.links()) {
            meanings.put(Names.hashKey(link.name()), new Meaning.OfLink(link.name()));
        }
        for (Reference reference : vault.references()) {
            meanings.put(Names.hashKey(Names.view(reference)), new Meaning.OfReference(reference.name()));
        }
        // What point-in-time tables lead to by.
        vault.satellites().forEach(satellite -> meanings.put(Names.referencedKey(satellite), ofParent(satellite)));
    }

    private static Meaning ofParent(Satellite satellite) {
        if (satellite.parent() instanceof Parent.OfHub hub) {
            return new Meaning.OfHub(hub.hub(), hub.name());
        }
        return new Meaning.OfLink(satellite.parent().name());
    }

    /**
     * What the hashes of a column stand for.
     *
     * @throws IllegalStateException if that is not known: then nothing may be erased, since something would be left
     */
    public Meaning meaning(Table table, String column) {
        if (column.endsWith(Names.HASHDIFF)) {
            return new Meaning.OfContent();
        }
        Meaning meaning = meanings.get(column);
        if (meaning == null) {
            throw new IllegalStateException(
                    "What the hashes in \"" + table.qualifiedName() + "." + column + "\" stand for is not known.");
        }
        return meaning;
    }

    /** The columns of tables whose hashes stand for the same thing. */
    List<Place> of(List<Table> tables, java.util.function.Predicate<Meaning> wanted) {
        List<Place> places = new ArrayList<>();
        for (Table table : tables) {
            for (TableColumn column : table.columns()) {
                if (column.type() instanceof ColumnType.Hash && wanted.test(meaning(table, column.name()))) {
                    places.add(new Place(table, column.name()));
                }
            }
        }
        return places;
    }
}
