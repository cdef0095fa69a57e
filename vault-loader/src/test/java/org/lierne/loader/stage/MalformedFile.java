package org.lierne.loader.stage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file that was valid until a random hand was at it; made of its seed, and of a valid Parquet file, alone. */
final class MalformedFile {

    /** What a file was meant to be; its name is the folder of its source. */
    enum Kind {
        CSV(".csv"),
        GZ(".csv.gz"),
        NDJSON(".ndjson"),
        JSON(".json"),
        PARQUET(".parquet");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }

        String folder() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final List<String> NOTES = List.of(
            "",
            "plain",
            "with, comma",
            "a \"quoted\" word",
            "two\nlines",
            "Grün ß İ",
            "😀",
            "=1+1",
            "'; drop table raw_vault.hub_item; --",
            "../../etc/passwd",
            "\u001b[31m",
            "\u202e",
            "NULL",
            "{\"a\": [1]}",
            "x".repeat(3000));

    /** Pieces that break something somewhere, each inserted at a random place. */
    private static final List<byte[]> PIECES = pieces(
            "\"",
            "\"\"\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\n\n\n",
            "\0",
            "\0\0\0\0",
            "\uFEFF",
            "\u2028",
            "{",
            "}]",
            "[[[[[[[[",
            "\\u",
            "\\ud800",
            ":",
            "null",
            "1e400",
            "-",
            "9".repeat(400),
            "\"" + "y".repeat(20_000),
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "id,amount,note\n",
            "\\",
            "--",
            "<!--");

    private final Random random;
    private final Kind kind;
    private final int records;
    private final byte[] bytes;

    MalformedFile(long seed, byte[] parquet) {
        random = new Random(seed);
        // Neighbouring seeds begin alike.
        random.nextLong();
        kind = Kind.values()[random.nextInt(Kind.values().length)];
        records = random.nextInt(40);
        byte[] content = switch (kind) {
            case CSV, GZ -> csv();
            case NDJSON -> json("\n", "", "");
            case JSON -> json(",\n", "[", "]");
            case PARQUET -> parquet.clone();
        };
        int mutations = random.nextInt(4);
        boolean isPackedFirst = kind == Kind.GZ && random.nextInt(3) == 0;
        byte[] made = isPackedFirst ? Shop.gzip(content) : content;
        for (int mutation = 0; mutation < mutations; mutation++) {
            made = kind == Kind.PARQUET || isPackedFirst ? damaged(made) : mutated(made);
        }
        bytes = kind == Kind.GZ && !isPackedFirst ? packed(made) : made;
    }

    Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }

    String path(long seed) {
        return kind.folder() + "/f" + seed + kind.ending;
    }

    private static List<byte[]> pieces(String... texts) {
        List<byte[]> pieces = new ArrayList<>(List.of(
                new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xC3}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80
                }));
        Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(pieces::add);
        return pieces;
    }

    private String note() {
        return NOTES.get(random.nextInt(NOTES.size()));
    }

    private byte[] csv() {
        StringBuilder text = new StringBuilder("id,amount,note\n");
        for (int record = 0; record < records; record++) {
            String note = note();
            boolean isQuoted = note.matches("(?s).*[\",\n].*") || random.nextBoolean();
            text.append("R" + random.nextInt(50) + "," + random.nextInt(1000) + ".5,"
                    + (isQuoted ? '"' + note.replace("\"", "\"\"") + '"' : note) + "\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json(String between, String before, String after) {
        List<String> documents = new ArrayList<>();
        for (int record = 0; record < records; record++) {
            documents.add(
                    "{\"id\":\"R" + random.nextInt(50) + "\",\"amount\":" + random.nextInt(1000) + ".5,\"note\":\""
                            + note().replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n")
                                    .replace("\u001b", "\\u001b")
                            + "\"}");
        }
        return (before + String.join(between, documents) + after + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Some gz files have several members, as appending makes them. */
    private byte[] packed(byte[] content) {
        int at = random.nextBoolean() ? random.nextInt(content.length + 1) : 0;
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(Shop.gzip(Arrays.copyOf(content, at)));
        joined.writeBytes(Shop.gzip(Arrays.copyOfRange(content, at, content.length)));
        return joined.toByteArray();
    }

    private byte[] mutated(byte[] content) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> damaged(content);
            case 3 -> swapped(content);
            case 4 -> encoded(content);
            case 5 -> withHeader(content);
            default -> inserted(content, PIECES.get(random.nextInt(PIECES.size())));
        };
    }

    /** Damage that needs no knowledge of the format. */
    private byte[] damaged(byte[] content) {
        if (content.length == 0) {
            return content;
        }
        int from = random.nextInt(content.length);
        int to = Math.min(content.length, from + 1 + random.nextInt(200));
        switch (random.nextInt(5)) {
            case 0:
                return Arrays.copyOf(content, from);
            case 1:
                byte[] flipped = content.clone();
                for (int times = random.nextInt(6); times >= 0; times--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            case 2:
                return inserted(content, Arrays.copyOfRange(content, from, to));
            case 3:
                ByteArrayOutputStream without = new ByteArrayOutputStream();
                without.write(content, 0, from);
                without.write(content, to, content.length - to);
                return without.toByteArray();
            default:
                byte[] overwritten = content.clone();
                Arrays.fill(overwritten, from, to, (byte) random.nextInt(256));
                return overwritten;
        }
    }

    private byte[] inserted(byte[] content, byte[] piece) {
        int at = random.nextInt(content.length + 1);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(content, 0, at);
        joined.writeBytes(piece);
        joined.write(content, at, content.length - at);
        return joined.toByteArray();
    }

    private byte[] swapped(byte[] content) {
        String pairs = ",;,\t\"'\n\r{[:=";
        int pair = random.nextInt(pairs.length() / 2) * 2;
        boolean everywhere = random.nextBoolean();
        byte[] other = content.clone();
        for (int place = 0; place < other.length; place++) {
            if (other[place] == pairs.charAt(pair) && (everywhere || random.nextInt(5) == 0)) {
                other[place] = (byte) pairs.charAt(pair + 1);
            }
        }
        return other;
    }

    private byte[] encoded(byte[] content) {
        List<Charset> others = List.of(
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE);
        return new String(content, StandardCharsets.UTF_8).getBytes(others.get(random.nextInt(others.size())));
    }

    private byte[] withHeader(byte[] content) {
        List<String> headers = List.of(
                "note,id,amount",
                "id,amount",
                "id,id,amount,note",
                "ID,Amount,NOTE ",
                "id,amount,note,\u001b[2J",
                "\"id\",\"amount\",\"note\"",
                "\"id\"\"x\",amount,note",
                ",,",
                "id;amount;note");
        String text = new String(content, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return (headers.get(random.nextInt(headers.size())) + (end < 0 ? "" : text.substring(end)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
