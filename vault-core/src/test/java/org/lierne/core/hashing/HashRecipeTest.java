package org.lierne.core.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

final class HashRecipeTest {

    private static final HashRecipe RECIPE = HashRecipe.of(Hashing.DEFAULT);

    @Test
    void valuesMeetTheGoldenVectors() {
        assertThat(GoldenVectors.read().values())
                .hasSizeGreaterThan(50)
                .allSatisfy(vector -> assertThat(CanonicalText.of(vector.toJava(), vector.type()))
                        .isEqualTo(vector.canonical()));
    }

    @Test
    void digestsMeetTheGoldenVectors() {
        for (Hashing.Algorithm algorithm : Hashing.Algorithm.values()) {
            HashRecipe recipe = HashRecipe.of(new Hashing(Hashing.Profile.LIERNE, algorithm, Hashing.Storage.HEX));
            assertThat(GoldenVectors.read().digests()).hasSizeGreaterThan(20).allSatisfy(vector -> {
                String text = vector.isKey()
                        ? recipe.keyText(vector.parts()).orElseThrow()
                        : recipe.hashdiffText(vector.parts());
                assertThat(text).isEqualTo(vector.text());
                assertThat(recipe.hash(text)).isEqualTo(vector.hexadecimal(algorithm));
            });
        }
    }

    @Test
    void differentTuplesHaveDifferentTexts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int length = 2; length <= 4; length++) {
            Map<String, List<String>> keys = new HashMap<>();
            Map<String, List<String>> hashdiffs = new HashMap<>();
            for (int count = 0; count < 50_000; count++) {
                List<String> tuple = nastyTuple(random, length);
                assertThat(keys.merge(RECIPE.keyText(tuple).orElseThrow(), tuple, (first, second) -> first))
                        .as("the tuple with the key text of %s (seed %d)", tuple, seed)
                        .isEqualTo(tuple);
                assertThat(hashdiffs.merge(RECIPE.hashdiffText(tuple), tuple, (first, second) -> first))
                        .as("the tuple with the hashdiff text of %s (seed %d)", tuple, seed)
                        .isEqualTo(tuple);
            }
        }
    }

    private static List<String> nastyTuple(Random random, int length) {
        String alphabet = ":;~|0123ä";
        List<String> tuple = new ArrayList<>();
        for (int part = 0; part < length; part++) {
            if (random.nextInt(5) == 0) {
                tuple.add(null);
                continue;
            }
            StringBuilder text = new StringBuilder();
            for (int size = random.nextInt(5); size > 0; size--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            tuple.add(text.toString());
        }
        return tuple;
    }

    @Test
    void aColumnAddedLastChangesNoHashdiffWhereItIsNull() {
        assertThat(RECIPE.hashdiff(Arrays.asList("a", null, null))).isEqualTo(RECIPE.hashdiff(List.of("a")));
        assertThat(RECIPE.hashdiff(Arrays.asList("a", null, "b"))).isNotEqualTo(RECIPE.hashdiff(List.of("a", "b")));
        assertThat(RECIPE.hashdiff(List.of("a", ":"))).isNotEqualTo(RECIPE.hashdiff(List.of("a")));
    }

    @Test
    void aMissingKeyHasNoHash() {
        assertThat(RECIPE.key(Collections.singletonList(null))).isEmpty();
        assertThat(RECIPE.key(List.of(""))).isPresent();
    }

    @Test
    void zeroKeysTakeTheStoredForm() {
        assertThat(RECIPE.unknownKey()).isEqualTo(new UUID(0, 0));
        assertThat(RECIPE.errorKey()).isEqualTo(new UUID(-1, -1));
        HashRecipe binary =
                HashRecipe.of(new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA1, Hashing.Storage.BINARY));
        assertThat(binary.unknownKey()).isEqualTo(new byte[20]);
        HashRecipe hexadecimal =
                HashRecipe.of(new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA256, Hashing.Storage.HEX));
        assertThat(hexadecimal.errorKey()).isEqualTo("ff".repeat(32));
    }

    @Test
    void md5AsUuidHasTheDigitsOfTheDigest() {
        assertThat(RECIPE.hash("").toString().replace("-", "")).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void whatAColumnWouldChangeIsRefused() {
        refuses(new BigDecimal("1.005"), DataType.decimal(12, 2), "does not fit \"decimal(12,2)\"");
        refuses(new BigDecimal("10000000000"), DataType.decimal(12, 2), "does not fit");
        refuses(1L << 31, DataType.INTEGER, "does not fit \"integer\"");
        refuses(BigInteger.ONE.shiftLeft(63), DataType.BIGINT, "does not fit \"bigint\"");
        refuses(Double.NaN, DataType.DOUBLE, "not finite");
        refuses(Double.NEGATIVE_INFINITY, DataType.DOUBLE, "not finite");
        refuses(LocalDate.of(10_000, 1, 1), DataType.DATE, "outside the years 1 to 9999");
        refuses(LocalDateTime.of(0, 1, 1, 0, 0), DataType.TIMESTAMP, "outside the years 1 to 9999");
        refuses(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1), DataType.TIMESTAMP, "finer than a microsecond");
        refuses("1", DataType.INTEGER, "not from a java.lang.String");
        assertThatThrownBy(() -> RECIPE.digest("\ud834")).hasMessageContaining("half of a surrogate pair");
    }

    private static void refuses(Object value, DataType type, String message) {
        assertThatThrownBy(() -> CanonicalText.of(value, type))
                .as("%s as %s", value, type)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
