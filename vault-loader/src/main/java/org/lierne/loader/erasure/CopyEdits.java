package org.lierne.loader.erasure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.Hub;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.loader.delivery.Archive;
import org.lierne.loader.delivery.DeliveryScan;
import org.lierne.loader.delivery.RecordReplacement;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.json.JsonRecords;

/**
 * Writes copies of deliveries anew without what a person's records say: their key by the one that takes its place, nothing
 * where their sensitive columns, and fields that nobody reads, stand. Records keep their places and numbers. The old copy
 * stays until whoever asked removes it.
 */
final class CopyEdits {

    private final Vault vault;
    private final Hub hub;
    private final Path archive;
    private final Path workFolder;

    /** @param workFolder an existing folder, for what is written between two steps */
    CopyEdits(Vault vault, Hub hub, Path archive, Path workFolder) {
        this.vault = vault;
        this.hub = hub;
        this.archive = archive;
        this.workFolder = workFolder;
    }

    /**
     * The records of one source's deliveries of one content that are edited.
     *
     * @param uses by record number, under which names it carries the key
     */
    record Records(Source source, Map<Long, Set<String>> uses) {}

    /**
     * A copy that is edited.
     *
     * @param source in whose folder it is
     * @param archivedAs relative to the archive
     * @param wasCompressed whether it was delivered compressed
     */
    record Copy(Source source, String archivedAs, boolean wasCompressed) {}

    /**
     * Where the new copy is.
     *
     * @param sha256 by which it is known, as the delivery's was
     */
    record Edited(String archivedAs, String sha256) {}

    /**
     * Writes a copy anew.
     *
     * @param records by source that reads this content and has records of the person in it
     * @param readers all sources that read this content
     * @param key per part of the hub's key, what takes its place
     */
    Edited edit(Copy copy, List<Records> records, List<Source> readers, List<Optional<String>> key)
            throws IOException, SQLException {
        Archive home = Archive.of(archive, copy.source());
        Path current = archive.resolve(copy.archivedAs());
        List<Path> between = new ArrayList<>();
        try {
            String sha256 = null;
            for (int index = 0; index < records.size(); index++) {
                boolean isLast = index == records.size() - 1;
                Records each = records.get(index);
                Path from = current;
                if (isLast) {
                    sha256 = home.keep(copy.wasCompressed(), bytes -> write(from, each, readers, key, bytes));
                } else {
                    current = workFolder.resolve("copy-" + UUID.randomUUID() + extension(copy));
                    between.add(current);
                    try (OutputStream bytes = plain(current)) {
                        write(from, each, readers, key, bytes);
                    }
                }
            }
            String kept = java.util.Objects.requireNonNull(sha256);
            String archivedAs = archive.toAbsolutePath()
                    .normalize()
                    .relativize(home.pathOf(kept).toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            return new Edited(archivedAs, kept);
        } finally {
            for (Path each : between) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static String extension(Copy copy) {
        return copy.source().format() instanceof ParquetFormat ? ".parquet" : ".plain";
    }

    private static OutputStream plain(Path file) throws IOException {
        return Files.newOutputStream(file);
    }

    private void write(Path from, Records records, List<Source> readers, List<Optional<String>> key, OutputStream bytes)
            throws IOException {
        Source source = records.source();
        if (source.format() instanceof ParquetFormat) {
            new ParquetEdit(fields(source, readers, 0), key, workFolder).write(from, records.uses(), bytes);
            return;
        }
        if (source.format() instanceof JsonFormat json) {
            Fields fields = fields(source, readers, RecordReplacement.level(from, json));
            RecordReplacement.write(
                    from,
                    json,
                    records.uses().keySet(),
                    (number, text) -> JsonRecords.isValid(text)
                            ? JsonEdit.edited(text, place -> json(fields, place, uses(records, number), key))
                            : ErasedText.WORD,
                    bytes);
            return;
        }
        CsvFormat csv = (CsvFormat) source.format();
        List<String> header = header(from, source);
        Fields fields = fields(source, readers, 0);
        RecordReplacement.write(
                from,
                csv,
                records.uses().keySet(),
                (number, text) -> CsvEdit.edited(
                        text, csv, header.size(), place -> csv(fields, header.get(place), uses(records, number), key)),
                bytes);
    }

    private static Set<String> uses(Records records, long number) {
        return records.uses().getOrDefault(number, Set.of());
    }

    private Fields fields(Source source, List<Source> readers, int level) {
        Fields own = Fields.of(vault, hub, source, level);
        Set<List<String>> kept = new LinkedHashSet<>();
        readers.stream().filter(reader -> !reader.equals(source)).forEach(reader -> {
            boolean sameKind = reader.format().getClass().equals(source.format().getClass());
            if (sameKind) {
                kept.addAll(Fields.of(vault, hub, reader, level).kept());
            }
        });
        return own.with(kept);
    }

    private static List<String> header(Path copy, Source source) throws IOException {
        ScanOutcome outcome = DeliveryScan.scan(copy, source.format(), Optional.empty());
        if (outcome instanceof ScanOutcome.Readable readable) {
            return readable.header().stream().map(FieldPath::essence).toList();
        }
        throw new IOException("the copy \"" + copy + "\" cannot be read");
    }

    private static Optional<String> csv(Fields fields, String header, Set<String> uses, List<Optional<String>> key) {
        List<String> place = List.of(header);
        Optional<Integer> part = fields.keyPart(place, uses);
        if (part.isPresent()) {
            return Optional.of(key.get(part.get()).orElse(""));
        }
        return fields.keeps(place) ? Optional.empty() : Optional.of("");
    }

    private static Optional<String> json(
            Fields fields, List<String> place, Set<String> uses, List<Optional<String>> key) {
        Optional<Integer> part = fields.keyPart(place, uses);
        if (part.isPresent()) {
            String value = key.get(part.get()).orElse("");
            return Optional.of(value.matches("[1-9][0-9]*") ? value : "\"" + value + "\"");
        }
        return fields.keeps(place) ? Optional.empty() : Optional.of("null");
    }

    /** Groups what is to be edited of one content by source. */
    static List<Records> bySource(Map<Source, Map<Long, Set<String>>> found) {
        List<Records> records = new ArrayList<>();
        new LinkedHashMap<>(found).forEach((source, uses) -> records.add(new Records(source, uses)));
        return records;
    }
}
