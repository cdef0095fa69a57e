package org.lierne.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.CsvFormat.Encoding;
import org.lierne.loader.delivery.RecordReader.Numbering;
import org.lierne.loader.delivery.RecordReader.RawRecord;
import org.lierne.loader.delivery.ScanOutcome.Readable;
import org.lierne.loader.delivery.ScanOutcome.Unreadable;

class DeliveryScanTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsHashedAndCounted() throws IOException {
        Path file = write("a.csv", "\uFEFFid,\"na\"\"me\"\r\n1,\"x\r\ny\"\r\n\r\n2,z");

        Readable readable = readable(file, CsvFormat.DEFAULT);

        assertThat(readable.sha256()).isEqualTo(DigestUtils.sha256Hex(Files.readAllBytes(file)));
        assertThat(readable.header()).containsExactly("id", "na\"me");
        assertThat(readable.records()).isEqualTo(2);
        assertThat(readable.blankLines()).isEqualTo(1);
        assertThat(readable.longestRecordBytes()).isEqualTo(11);
        assertThat(readable.decompressedBytes()).isEqualTo(Files.size(file));
        assertThat(readable.lineEnd()).isEqualTo(LineEnd.CRLF);
        assertThat(readable.lastRecordEnds()).isFalse();
        assertThat(readable.inOneThread()).isTrue();
    }

    @Test
    void aHeaderAloneIsNoFailure() throws IOException {
        Readable readable = readable(write("a.csv", "a,b"), CsvFormat.DEFAULT);

        assertThat(readable.headerOnly()).isTrue();
        assertThat(readable.lineEnd()).isEqualTo(LineEnd.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a,b\\n1,\"2\\n3,4\\n | UNCLOSED_QUOTE | record 2, which begins at byte 4",
                "a,b\\n1,2\\n3,4\\r\\n | MIXED_LINE_ENDS | record 3, which begins at byte 8, in CRLF",
                "\\na,b\\n1,2\\n | HEADER_EMPTY | its first line is empty",
                "a,b,a\\n | HEADER_DUPLICATE | has the header \"a\" twice",
                "a\\0,b\\n1,2\\n | HEADER_INVALID | has NUL bytes in its header",
                "\"a\"x,b\\n1,2\\n | HEADER_INVALID | characters after its closing quote",
                "a,b\\n\"x\"y,2,\"p\"q\\n | WRONG_QUOTES | record 2, which begins at byte 4",
                "~~ | EMPTY | it has 0 bytes",
            })
    void whatTheEngineWouldLoseIsRefused(String content, Reason reason, String words) throws IOException {
        String text = content.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");

        Unreadable unreadable = unreadable(write("a.csv", text), CsvFormat.DEFAULT);

        assertThat(unreadable.reason()).as(unreadable.message()).isEqualTo(reason);
        assertThat(unreadable.message())
                .contains(words)
                .contains(folder.resolve("a.csv").toString())
                .endsWith(". Nothing of it was loaded.");
    }

    @Test
    void missingFilesAndFoldersAreNamed() throws IOException {
        assertThat(unreadable(folder.resolve("gone.csv"), CsvFormat.DEFAULT).reason())
                .isEqualTo(Reason.MISSING);
        assertThat(unreadable(Files.createDirectory(folder.resolve("d.csv")), CsvFormat.DEFAULT)
                        .reason())
                .isEqualTo(Reason.NOT_A_FILE);
    }

    @Test
    void damagedGzipIsRefused() throws IOException {
        byte[] whole = gzip("a,b\n1,2\n");
        byte[] wrongChecksum = whole.clone();
        wrongChecksum[whole.length - 6] ^= 1;
        byte[] followed = Arrays.copyOf(whole, whole.length + 40);

        assertThat(gzipReason(Arrays.copyOf(whole, whole.length - 3))).isEqualTo(Reason.GZIP_TRUNCATED);
        assertThat(gzipReason(Arrays.copyOf(whole, whole.length - 10))).isEqualTo(Reason.GZIP_TRUNCATED);
        assertThat(gzipReason("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.GZIP_INVALID);
        assertThat(gzipReason(wrongChecksum)).isEqualTo(Reason.GZIP_INVALID);
        assertThat(gzipReason(followed)).isEqualTo(Reason.GZIP_INVALID);
    }

    @Test
    void severalGzipMembersAreOneText() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a,b\n1,2\n"));
        members.write(gzip("3,4\n"));

        Path file = Files.write(folder.resolve("a.csv.gz"), members.toByteArray());

        assertThat(readable(file, CsvFormat.DEFAULT).records()).isEqualTo(2);
    }

    @Test
    void aLongRecordEndsTheReadingAndItsHashIsStillKnown() throws IOException {
        Path file = folder.resolve("long.csv");
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file))) {
            output.write("a,b\n1,2\n3,\"".getBytes(StandardCharsets.UTF_8));
            for (int record = 0; record < 800_000; record++) {
                output.write("4\n5,6\n".getBytes(StandardCharsets.UTF_8));
            }
        }

        Unreadable unreadable = unreadable(file, CsvFormat.DEFAULT);

        assertThat(unreadable.reason()).isEqualTo(Reason.RECORD_TOO_LONG);
        assertThat(unreadable.recordNumber()).isEqualTo(3);
        assertThat(unreadable.byteOffset()).isEqualTo(8);
        assertThat(unreadable.message()).contains("often that is an unclosed quote");
        assertThat(unreadable.sha256()).contains(DigestUtils.sha256Hex(Files.readAllBytes(file)));
    }

    @Test
    void aGzipBombIsLeftAtItsFirstLongRecord() throws IOException {
        Path file = folder.resolve("bomb.csv.gz");
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file))) {
            output.write("a,b\n".getBytes(StandardCharsets.UTF_8));
            for (int block = 0; block < 200; block++) {
                output.write(new byte[1 << 20]);
            }
        }

        assertThat(unreadable(file, CsvFormat.DEFAULT).reason()).isEqualTo(Reason.RECORD_TOO_LONG);
    }

    @Test
    void anotherEncodingInTheHeaderIsSaid() throws IOException {
        Path latin = Files.write(folder.resolve("latin.csv"), "é,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(unreadable(latin, CsvFormat.DEFAULT).reason()).isEqualTo(Reason.INVALID_ENCODING);
        assertThat(readable(latin, in(Encoding.LATIN_1)).header()).containsExactly("é", "b");
    }

    @Test
    void halfACharacterOfUtf16IsRefused() throws IOException {
        byte[] whole = "\uFEFFa,b\n1,😀\n".getBytes(StandardCharsets.UTF_16BE);
        Path good = Files.write(folder.resolve("good.csv"), whole);
        Path bad = Files.write(folder.resolve("bad.csv"), Arrays.copyOf(whole, whole.length - 3));

        assertThat(readable(good, in(Encoding.UTF_16)).header()).containsExactly("a", "b");
        assertThat(unreadable(bad, in(Encoding.UTF_16)).reason()).isEqualTo(Reason.INVALID_ENCODING);
    }

    @Test
    void theArchiveKeepsAReadableFileOnce() throws IOException {
        Path file = write("a.csv", "a,b\n1,2\n");
        Archive archive = new Archive(folder.resolve("archive"), "orders");

        Readable first = (Readable) DeliveryScan.scan(file, CsvFormat.DEFAULT, Optional.of(archive));
        Path kept = first.archived().orElseThrow();
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, written);
        DeliveryScan.scan(file, CsvFormat.DEFAULT, Optional.of(archive));
        DeliveryScan.scan(write("b.csv", "a,b\n1,\"2\n"), CsvFormat.DEFAULT, Optional.of(archive));

        assertThat(kept).isEqualTo(archive.pathOf(first.sha256()));
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(kept))) {
            assertThat(content.readAllBytes()).isEqualTo(Files.readAllBytes(file));
        }
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        try (Stream<Path> all = Files.walk(archive.folder())) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(kept);
        }
    }

    @Test
    void aCompressedFileIsArchivedAsItIs() throws IOException {
        Path file = Files.write(folder.resolve("a.csv.gz"), gzip("a,b\n1,2\n"));
        Archive archive = new Archive(folder.resolve("archive"), "orders");

        Readable scanned = (Readable) DeliveryScan.scan(file, CsvFormat.DEFAULT, Optional.of(archive));

        assertThat(scanned.archived().orElseThrow()).hasSameBinaryContentAs(file);
    }

    @Test
    void whatAKilledProcessLeftInTheArchiveIsRemoved() throws IOException {
        Archive archive = new Archive(folder.resolve("archive"), "orders");
        archive.clear();
        try (Archive.Copy living = archive.begin(false)) {
            living.output().write(1);
            Path left = Files.writeString(folder.resolve("archive/orders/arriving-1.tmp"), "half a");

            archive.clear();

            assertThat(left).doesNotExist();
            try (Stream<Path> all = Files.list(folder.resolve("archive/orders"))) {
                assertThat(all).as("the copy that is being written").hasSize(1);
            }
        }
    }

    @Test
    void aLaterChangeIsNoticed() throws IOException {
        Path file = write("a.csv", "a,b\n1,2\n");
        Readable scanned = readable(file, CsvFormat.DEFAULT);

        assertThat(scanned.changedSince()).isEmpty();
        Files.writeString(file, "a,b\n1,2\n3,4\n");
        assertThat(scanned.changedSince()).get().extracting(Unreadable::reason).isEqualTo(Reason.CHANGED);
    }

    @Test
    void singleRecordsAreShownAsTheyStand() throws IOException {
        Path file = Files.write(
                folder.resolve("a.csv"), "a,b\n1,2\n\n\"x\ny\",é\n5\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(shown(file, Numbering.RECORDS, 3, 4))
                .containsExactly(new RawRecord(3, 4, 9, "\"x\ny\",\uFFFD", false), new RawRecord(4, 5, 17, "5", false));
        assertThat(shown(file, Numbering.ENGINE_LINES, 3, 4, 4, 9))
                .containsExactly(new RawRecord(3, 4, 9, "\"x\ny\",\uFFFD", false));
    }

    @Test
    void aShownRecordIsCut() throws IOException {
        Path file = write("a.csv", "a,b\n" + "x".repeat(20_000) + ",1\n");

        List<RawRecord> shown = shown(file, Numbering.RECORDS, 2);

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).text()).hasSize(RecordReader.TEXT_BYTES);
        assertThat(shown.get(0).cut()).isTrue();
    }

    private static List<RawRecord> shown(Path file, Numbering numbering, long... numbers) throws IOException {
        List<RawRecord> shown = new ArrayList<>();
        RecordReader.read(
                file, CsvFormat.DEFAULT, 2, numbering, LongStream.of(numbers).iterator(), shown::add);
        return shown;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Reason gzipReason(byte[] bytes) throws IOException {
        return unreadable(Files.write(folder.resolve("damaged.csv.gz"), bytes), CsvFormat.DEFAULT)
                .reason();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static CsvFormat in(Encoding encoding) {
        return new CsvFormat(',', '"', '"', encoding, CsvFormat.DEFAULT_MAX_RECORD_BYTES);
    }

    private static Readable readable(Path file, CsvFormat format) {
        ScanOutcome outcome = DeliveryScan.scan(file, format, Optional.empty());
        assertThat(outcome).isInstanceOf(Readable.class);
        return (Readable) outcome;
    }

    private static Unreadable unreadable(Path file, CsvFormat format) {
        ScanOutcome outcome = DeliveryScan.scan(file, format, Optional.empty());
        assertThat(outcome).isInstanceOf(Unreadable.class);
        return (Unreadable) outcome;
    }
}
