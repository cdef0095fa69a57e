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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void digestsMeetTheGoldenVectors(Hashing.Profile profile) {
        for (Hashing.Algorithm algorithm : Hashing.Algorithm.values()) {
            HashRecipe recipe = HashRecipe.of(new Hashing(profile, algorithm, Hashing.Storage.HEX));
            assertThat(GoldenVectors.read(profile).digests())
                    .hasSizeGreaterThan(20)
                    .allSatisfy(vector -> meets(vector, recipe, algorithm));
        }
    }

    private static void meets(GoldenVectors.Digests vector, HashRecipe recipe, Hashing.Algorithm algorithm) {
        Optional<String> text = vector.isKey() ? recipe.keyText(vector.parts()) : recipe.hashdiffText(vector.parts());
        assertThat(text).isEqualTo(Optional.of(vector.text()).filter(each -> !vector.hasNoText()));
        Optional<Object> digest =
                vector.isKey() ? recipe.key(vector.parts()) : Optional.of(recipe.hashdiff(vector.parts()));
        assertThat(digest.map(each -> each.toString().toLowerCase(Locale.ROOT)))
                .isEqualTo(Optional.of(vector.hexadecimal(algorithm)).filter(each -> !vector.isMissing()));
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
                assertThat(hashdiffs.merge(RECIPE.hashdiffText(tuple).orElseThrow(), tuple, (first, second) -> first))
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

    /** AutomateDV keeps binaries, or upper-case digits where a platform has none; datavault4dbt lower-case digits. */
    @Test
    void digestsAreKeptAsThePackagesKeepThem() {
        assertThat(keyOf("b", Hashing.Profile.AUTOMATE_DV, Hashing.Storage.HEX))
                .isEqualTo("9D5ED678FE57BCCA610140957AFAB571");
        assertThat(keyOf("b", Hashing.Profile.AUTOMATE_DV, Hashing.Storage.BINARY))
                .isEqualTo(HexFormat.of().parseHex("9d5ed678fe57bcca610140957afab571"));
        assertThat(keyOf("b", Hashing.Profile.DATAVAULT4DBT, Hashing.Storage.HEX))
                .isEqualTo("a72ecf67cdeafce3bdb4c8bf6c12e7bf");
    }

    private static Object keyOf(String text, Hashing.Profile profile, Hashing.Storage storage) {
        return HashRecipe.of(new Hashing(profile, Hashing.Algorithm.MD5, storage))
                .key(List.of(text))
                .orElseThrow();
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
