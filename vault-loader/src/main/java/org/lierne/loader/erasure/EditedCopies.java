package org.lierne.loader.erasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * The copies of deliveries that hold a person's records. Deliveries of equal content, of whatever source, are edited
 * alike: a source that reads the same file and knows nothing of the person has a copy, too.
 */
final class EditedCopies {

    private final Vault vault;
    private final Connection connection;

    EditedCopies(Vault vault, Connection connection) {
        this.vault = vault;
        this.connection = connection;
    }

    /**
     * A delivery with a copy.
     *
     * @param sha256 as it was delivered
     */
    record Delivery(UUID id, String source, String path, String sha256, String archivedAs) {}

    /**
     * A copy that was written anew.
     *
     * @param deliveries that it is of
     * @param records how many records were edited
     */
    record Written(List<UUID> deliveries, String name, String was, CopyEdits.Edited edited, long records) {}

    /**
     * The deliveries of all contents in which records of a table are.
     *
     * @param records has {@code source}, {@code delivery_id}
     */
    List<Delivery> deliveries(String records) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select delivery_id, source, path, sha256, archived_as"
                        + " from audit.delivery where archived_as is not null and sha256 in (select sha256"
                        + " from audit.delivery where delivery_id in (select delivery_id from " + records
                        + ")) order by source, path, content_version")) {
            while (found.next()) {
                deliveries.add(new Delivery(
                        found.getObject(1, UUID.class),
                        found.getString(2),
                        found.getString(3),
                        found.getString(4),
                        found.getString(5)));
            }
        }
        return deliveries;
    }

    /** The names under which records carry the key, by delivery and record number. */
    Map<UUID, Map<Long, Set<String>>> uses(String records) throws SQLException {
        Map<UUID, Map<Long, Set<String>>> uses = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select delivery_id, record_number,"
                        + " array_to_string(uses, chr(1)) from " + records + " order by 1, 2")) {
            while (found.next()) {
                String joined = found.getString(3);
                uses.computeIfAbsent(found.getObject(1, UUID.class), none -> new LinkedHashMap<>())
                        .computeIfAbsent(found.getLong(2), none -> new LinkedHashSet<>())
                        .addAll(joined == null || joined.isEmpty() ? List.of() : List.of(joined.split("\u0001")));
            }
        }
        return uses;
    }

    /**
     * A copy that is to be written anew.
     *
     * @param deliveries that it is of
     * @param found by source that reads it, the names under which records carry the key
     * @param readers the sources that read it and are described
     */
    record Copy(List<Delivery> deliveries, Map<Source, Map<Long, Set<String>>> found, List<Source> readers) {

        Delivery first() {
            return deliveries.get(0);
        }

        /** As people know it. */
        String name() {
            return first().source() + ": " + first().path();
        }

        /** How many records are edited. */
        long records() {
            return found.values().stream().mapToLong(Map::size).max().orElse(0);
        }
    }

    /**
     * The copies that can be written anew: those that are there, of sources that are described.
     *
     * @param left gets a sentence for each other that holds something of the person
     */
    List<Copy> editable(
            List<Delivery> deliveries, Map<UUID, Map<Long, Set<String>>> uses, Path archive, List<String> left) {
        List<Copy> editable = new ArrayList<>();
        for (Copy copy : copies(deliveries, uses)) {
            Path file = archive.resolve(copy.first().archivedAs());
            if (source(copy.first().source()).isEmpty() || copy.found().isEmpty()) {
                left.add("The copy \"" + file
                        + "\" is of a source that is no longer described, so what of it is personal is not"
                        + " known; remove it if it is not needed.");
            } else if (Files.isRegularFile(file)) {
                editable.add(copy);
            }
        }
        return editable;
    }

    private List<Copy> copies(List<Delivery> deliveries, Map<UUID, Map<Long, Set<String>>> uses) {
        List<Copy> all = new ArrayList<>();
        Map<String, List<Delivery>> contents = new LinkedHashMap<>();
        deliveries.forEach(each -> contents.computeIfAbsent(each.sha256(), none -> new ArrayList<>())
                .add(each));
        for (List<Delivery> content : contents.values()) {
            Map<Source, Map<Long, Set<String>>> found = new LinkedHashMap<>();
            List<Source> readers = new ArrayList<>();
            for (Delivery each : content) {
                Optional<Source> source = source(each.source());
                source.ifPresent(reader -> {
                    if (!readers.contains(reader)) {
                        readers.add(reader);
                    }
                    if (uses.containsKey(each.id())) {
                        Map<Long, Set<String>> records = found.computeIfAbsent(reader, none -> new LinkedHashMap<>());
                        uses.get(each.id())
                                .forEach((number, names) -> records.computeIfAbsent(
                                                number, none -> new LinkedHashSet<>())
                                        .addAll(names));
                    }
                });
            }
            Map<String, List<Delivery>> copies = new LinkedHashMap<>();
            content.forEach(each -> copies.computeIfAbsent(each.archivedAs(), none -> new ArrayList<>())
                    .add(each));
            copies.values().forEach(copy -> all.add(new Copy(copy, found, readers)));
        }
        return all;
    }

    /**
     * Writes copies anew.
     *
     * @param key per part of the hub's key, what takes its place
     * @param left gets a sentence for each copy that could not be
     * @param written gets each as soon as it is written, whatever happens then
     */
    void write(
            Hub hub,
            List<Copy> copies,
            List<Optional<String>> key,
            Path archive,
            Path workFolder,
            List<String> left,
            List<Written> written)
            throws SQLException {
        CopyEdits edits = new CopyEdits(vault, hub, archive, workFolder);
        for (Copy copy : copies) {
            Delivery first = copy.first();
            try {
                CopyEdits.Edited edited = edits.edit(
                        new CopyEdits.Copy(
                                source(first.source()).orElseThrow(),
                                first.archivedAs(),
                                first.path().endsWith(".gz")),
                        CopyEdits.bySource(copy.found()),
                        copy.readers(),
                        key);
                written.add(new Written(
                        copy.deliveries().stream().map(Delivery::id).toList(),
                        copy.name(),
                        first.archivedAs(),
                        edited,
                        copy.records()));
            } catch (IOException | RuntimeException unreadable) {
                left.add("The copy \"" + archive.resolve(first.archivedAs()) + "\" could not be written anew: "
                        + unreadable.getMessage() + ". It holds records of the person; remove it.");
            }
        }
    }

    private Optional<Source> source(String name) {
        return vault.sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst();
    }
}
