package org.lierne.cli.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A simulation's output, read by means that share nothing with what wrote it. */
final class Simulated {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    Simulated(Path folder) {
        this.folder = folder;
    }

    /** All files of the landing folder by their path, with the day's folder in which each stands. */
    Map<String, Path> arrivals() throws IOException {
        Map<String, Path> arrivals = new TreeMap<>();
        for (Path file : files(folder.resolve("arrivals"))) {
            Path inDay = folder.resolve("arrivals").relativize(file);
            String path = inDay.subpath(1, inDay.getNameCount()).toString();
            if (arrivals.put(path, file) != null) {
                throw new IllegalStateException("\"" + path + "\" arrives twice.");
            }
        }
        return arrivals;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The rows of a file of the truth by the names of its columns. */
    List<Map<String, String>> truth(String name) throws IOException {
        return rows(records(text(folder.resolve("truth/" + name + ".csv")), ','));
    }

    static List<Map<String, String>> rows(List<List<String>> records) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = records.get(0);
        for (List<String> record : records.subList(1, records.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int index = 0; index < Math.min(header.size(), record.size()); index++) {
                row.put(header.get(index), record.get(index));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The records of a delivery as Lierne numbers them from 1: fields, or one text of json. */
    static List<List<String>> deliveredRecords(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.contains(".csv")) {
            return records(text(file), name.endsWith(".gz") ? ';' : ',');
        }
        List<List<String>> records = new ArrayList<>();
        if (name.contains(".ndjson")) {
            text(file).lines().forEach(line -> records.add(List.of(line)));
            return records;
        }
        JsonNode document = JSON.readTree(text(file));
        JsonNode array = document.has("items") ? document.get("items") : document.get("data");
        array.forEach(element -> records.add(List.of(element.toString())));
        return records;
    }

    static String text(Path file) throws IOException {
        boolean packed = file.toString().endsWith(".gz");
        Charset charset =
                file.toString().contains("settlement_") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), charset);
        }
    }

    /** Csv as RFC 4180 has it. */
    static List<List<String>> records(String text, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int place = 0; place < text.length(); place++) {
            char each = text.charAt(place);
            if (quoted) {
                boolean twice = each == '"' && place + 1 < text.length() && text.charAt(place + 1) == '"';
                if (each != '"' || twice) {
                    field.append(each);
                    place += twice ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (each == '"') {
                quoted = true;
            } else if (each == delimiter || each == '\n') {
                record.add(field.toString());
                field.setLength(0);
                if (each == '\n') {
                    records.add(record);
                    record = new ArrayList<>();
                }
            } else {
                field.append(each);
            }
        }
        return records;
    }
}
