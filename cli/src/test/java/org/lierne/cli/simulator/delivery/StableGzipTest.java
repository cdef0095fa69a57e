package org.lierne.cli.simulator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What our own gzip writes, the JDK's reads. */
final class StableGzipTest {

    @Test
    void nothingAndLittleComeBack() throws IOException {
        assertComesBack(new byte[0]);
        assertComesBack(new byte[] {-1});
        assertComesBack("abcabcabcabcabcabcabc".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsLongerThanTheWindowComesBackInPiecesOfAnySize() throws IOException {
        Random random = new Random(1);
        for (int alphabet : new int[] {1, 2, 5, 256}) {
            for (int length : new int[] {32_767, 65_536, 98_304, 98_305, 300_001}) {
                byte[] bytes = new byte[length];
                for (int index = 0; index < length; index++) {
                    bytes[index] = (byte) random.nextInt(alphabet);
                }
                assertComesBack(bytes);
            }
        }
    }

    @Test
    void recordsTakeAFractionOfTheirRoom() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < 5_000; index++) {
            lines.append("{\"event\":\"view\",\"ts\":")
                    .append(1_700_000_000_000L + index * 977L)
                    .append("}\n");
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(packed(bytes).length).isLessThan(bytes.length / 4);
        assertComesBack(bytes);
    }

    private static void assertComesBack(byte[] bytes) throws IOException {
        byte[] back = new GZIPInputStream(new ByteArrayInputStream(packed(bytes))).readAllBytes();
        assertThat(back).as("%d bytes", bytes.length).isEqualTo(bytes);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Random random = new Random(2);
        try (StableGzip gzip = new StableGzip(packed)) {
            for (int from = 0; from < bytes.length; ) {
                int length = Math.min(1 + random.nextInt(10_000), bytes.length - from);
                gzip.write(bytes, from, length);
                from += length;
            }
        }
        return packed.toByteArray();
    }
}
