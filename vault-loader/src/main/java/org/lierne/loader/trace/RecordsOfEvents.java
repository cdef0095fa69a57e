package org.lierne.loader.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.delivery.RecordReader;

/**
 * Adds to events what the ledger knows of their deliveries, and, if wanted, the raw records from the archive: each copy
 * is read once, up to the last record that is wanted of it.
 */
final class RecordsOfEvents {

    private final Vault vault;
    private final Connection connection;
    private final Optional<Path> archive;
    private final List<String> notes = new ArrayList<>();

    /** @param archive the folder of copies; empty if no raw records are wanted */
    RecordsOfEvents(Vault vault, Connection connection, Optional<Path> archive) {
        this.vault = vault;
        this.connection = connection;
        this.archive = archive;
    }

    /** @param archivedAs where the copy is, relative to the archive folder; NULL if there is none */
    private record Listed(
            String source, String path, @Nullable String archivedAs) {}

    /** What could not be read, in a sentence each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    List<TraceEvent> complete(List<TraceEvent> events) throws SQLException {
        Map<UUID, Set<Long>> wanted = new LinkedHashMap<>();
        for (TraceEvent event : events) {
            event.origin()
                    .ifPresent(origin -> wanted.computeIfAbsent(origin.delivery(), id -> new TreeSet<>())
                            .add(origin.record()));
        }
        if (wanted.isEmpty()) {
            if (archive.isPresent() && !events.isEmpty()) {
                notes.add("No row names the record that it is from: another tool has loaded them, or their sources are"
                        + " not tracked.");
            }
            return events;
        }
        Map<UUID, Listed> listed = listed(wanted.keySet());
        Map<UUID, Map<Long, String>> texts = new HashMap<>();
        if (archive.isPresent()) {
            for (Map.Entry<UUID, Set<Long>> delivery : wanted.entrySet()) {
                texts.put(
                        delivery.getKey(),
                        texts(Optional.ofNullable(listed.get(delivery.getKey())), delivery.getValue()));
            }
        }
        return events.stream()
                .map(event -> event.origin()
                        .map(origin -> event.with(
                                event.source()
                                        .or(() -> Optional.ofNullable(listed.get(origin.delivery()))
                                                .map(Listed::source)),
                                Optional.ofNullable(texts.getOrDefault(origin.delivery(), Map.of())
                                        .get(origin.record()))))
                        .orElse(event))
                .toList();
    }

    private Map<UUID, Listed> listed(Set<UUID> deliveries) throws SQLException {
        String ids = deliveries.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        Map<UUID, Listed> listed = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select delivery_id, source, path, archived_as from audit.delivery where delivery_id in (" + ids
                                + ")");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                listed.put(
                        found.getObject(1, UUID.class),
                        new Listed(found.getString(2), found.getString(3), found.getString(4)));
            }
        }
        return listed;
    }

    private Map<Long, String> texts(Optional<Listed> delivery, Set<Long> numbers) throws SQLException {
        if (delivery.isEmpty()) {
            notes.add("The ledger lacks a delivery that rows name, so its records cannot be found.");
            return Map.of();
        }
        String path = delivery.get().path();
        Optional<Source> source = vault.sources().stream()
                .filter(each -> each.name().equals(delivery.get().source()))
                .findFirst();
        String archivedAs = delivery.get().archivedAs();
        if (source.isEmpty() || archivedAs == null) {
            notes.add("Of \"" + path + "\" there is no copy in the archive"
                    + (source.isEmpty()
                            ? ", or its source is described no more."
                            : ": its records are in the file itself."));
            return Map.of();
        }
        Path copy = Objects.requireNonNull(archive.orElse(null)).resolve(archivedAs);
        if (!Files.isRegularFile(copy)) {
            notes.add("The copy \"" + copy + "\" of \"" + path + "\" is not there.");
            return Map.of();
        }
        try {
            return read(source.get(), copy, numbers);
        } catch (IOException unreadable) {
            notes.add("The copy \"" + copy + "\" of \"" + path + "\" cannot be read: " + unreadable.getMessage() + ".");
            return Map.of();
        }
    }

    private Map<Long, String> read(Source source, Path copy, Set<Long> numbers) throws IOException, SQLException {
        Map<Long, String> texts = new HashMap<>();
        if (source.format() instanceof CsvFormat csv) {
            RecordReader.read(
                    copy,
                    csv,
                    RecordReader.headerFields(copy, csv),
                    RecordReader.Numbering.RECORDS,
                    numbers.stream().mapToLong(Long::longValue).iterator(),
                    raw -> texts.put(raw.number(), shown(raw)));
        } else if (source.format() instanceof JsonFormat json) {
            RecordReader.read(
                    copy,
                    json,
                    numbers.stream().mapToLong(Long::longValue).iterator(),
                    raw -> texts.put(raw.number(), shown(raw)));
        } else {
            rows(copy, numbers, texts);
        }
        return texts;
    }

    private static String shown(RecordReader.RawRecord raw) {
        return raw.cut() ? raw.text() + "…" : raw.text();
    }

    /** The rows of a Parquet file, as JSON: it has no text of its own. */
    private void rows(Path copy, Set<Long> numbers, Map<Long, String> texts) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select _number, left(cast(to_json(_row) as varchar), "
                        + RecordReader.TEXT_BYTES + ") from (select file_row_number + 1 as _number,"
                        + " struct_pack(*columns(* exclude (file_row_number))) as _row"
                        + " from read_parquet(?, file_row_number = true, hive_partitioning = false)) as parquet_rows"
                        + " where _number in (select unnest(?::bigint[]))")) {
            query.setString(1, ReaderOptions.file(copy.toString()));
            query.setArray(2, connection.createArrayOf("BIGINT", numbers.toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    texts.put(found.getLong(1), found.getString(2));
                }
            }
        }
    }
}
