package org.lierne.core.hashing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** What a profile is, as examples: Java and every engine must meet them. */
public record GoldenVectors(List<Value> values, List<Digests> digests) {

    /** A value as text and its canonical text. */
    public record Value(DataType type, String value, String canonical) {

        public Object toJava() {
            return switch (type.kind()) {
                case VARCHAR, JSON -> value;
                case BOOLEAN -> Boolean.valueOf(value);
                case INTEGER -> Integer.valueOf(value);
                case BIGINT -> Long.valueOf(value);
                case DECIMAL -> new BigDecimal(value);
                case DOUBLE -> Double.valueOf(value);
                case DATE -> LocalDate.parse(value);
                case TIMESTAMP -> LocalDateTime.parse(value);
            };
        }
    }

    /** Canonical texts, the text hashed for them, and its digests in hexadecimal digits. */
    public record Digests(boolean isKey, List<String> parts, String text, String md5, String sha1, String sha256) {

        /** Whether nothing is hashed. */
        public boolean hasNoText() {
            return text.equals("\\N");
        }

        /** Whether there is no digest either. */
        public boolean isMissing() {
            return md5.equals("-");
        }

        public String hexadecimal(Hashing.Algorithm algorithm) {
            return switch (algorithm) {
                case MD5 -> md5;
                case SHA1 -> sha1;
                case SHA256 -> sha256;
            };
        }
    }

    public static GoldenVectors read() {
        return read(Hashing.Profile.LIERNE);
    }

    public static GoldenVectors read(Hashing.Profile profile) {
        String resource = "/hashing/" + profile.name().toLowerCase(Locale.ROOT) + ".tsv";
        List<Value> values = new ArrayList<>();
        List<Digests> digests = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(GoldenVectors.class.getResourceAsStream(resource))) {
            ObjectMapper json = new ObjectMapper();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t");
                if (cells[0].equals("value")) {
                    values.add(new Value(DataType.parse(cells[1]).orElseThrow(), cells[2], cells[3]));
                } else if (!line.startsWith("#")) {
                    List<String> parts = json.readValue(cells[1], new TypeReference<List<String>>() {});
                    digests.add(new Digests(cells[0].equals("key"), parts, cells[2], cells[3], cells[4], cells[5]));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new GoldenVectors(values, digests);
    }
}
