package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lierne.core.hashing.CanonicalText;
import org.lierne.core.hashing.GoldenVectors;
import org.lierne.core.hashing.HashRecipe;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** Java and DuckDB give the same texts and hashes. */
final class HashParityTest {

    private static final int VALUES = 20_000;
    private static final Hashes HASHES = DuckDbDialect.INSTANCE.hashes();

    private static final long SEED = System.nanoTime();
    private static final Random RANDOM = new Random(SEED);

    /** What is likely to be lost, changed, cut or taken for something else on the way. */
    private static final List<Object> EXTREME_TEXTS = List.of(
            "",
            " ",
            "NULL",
            ":",
            "0:",
            "1:a",
            "^^",
            IntStream.rangeClosed(1, 0x1f).mapToObj(Character::toString).collect(Collectors.joining()),
            "\u007f\u0080\u0085\u009f",
            "\u00a0\u2003\u200b\u2028\ufeff",
            "\u00e9",
            "e\u0301",
            "a\u0300\u0301\u0302",
            "\u0130i\u0307",
            "\uffff\ufffd",
            Character.toString(0x10000) + Character.toString(Character.MAX_CODE_POINT),
            "👩\u200d👩\u200d👧",
            "\u202eabc\u202c",
            "ä😀".repeat(100_000));

    private static Engine engine;

    @BeforeAll
    static void start() {
        engine = Engine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void valuesMeetTheGoldenVectors() {
        List<GoldenVectors.Value> vectors = GoldenVectors.read().values();
        for (DataType type :
                vectors.stream().map(GoldenVectors.Value::type).distinct().toList()) {
            List<GoldenVectors.Value> ofType = vectors.stream()
                    .filter(vector -> vector.type().equals(type))
                    .toList();
            engine.given(ofType.stream().map(vector -> List.of(vector.value())).toList());
            assertThat(engine.texts(List.of(canonical(0, type))))
                    .as("canonical texts of %s", type)
                    .isEqualTo(ofType.stream()
                            .map(vector -> List.of(vector.canonical()))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void digestsMeetTheGoldenVectors(Hashing.Profile profile) {
        Map<List<Object>, List<GoldenVectors.Digests>> ofOneShape = GoldenVectors.read(profile).digests().stream()
                .collect(Collectors.groupingBy(
                        vector -> List.of(vector.isKey(), vector.parts().size())));
        ofOneShape.values().forEach(vectors -> digestsMeetTheGoldenVectors(profile, vectors));
    }

    /** Of vectors that are all keys or all hashdiffs, and have as many parts. */
    private static void digestsMeetTheGoldenVectors(Hashing.Profile profile, List<GoldenVectors.Digests> vectors) {
        engine.given(vectors.stream().map(GoldenVectors.Digests::parts).toList());
        List<Field<String>> parts = columns(vectors.get(0).parts().size());
        for (Hashing hashing : hashings(profile).toList()) {
            Field<?> hash = vectors.get(0).isKey() ? HASHES.hashKey(parts, hashing) : HASHES.hashdiff(parts, hashing);
            List<List<String>> hashes = engine.texts(List.of(shown(hash, hashing)));
            assertThat(hashes).hasSameSizeAs(vectors);
            for (int row = 0; row < vectors.size(); row++) {
                String digits = hashes.get(row).get(0);
                assertThat(digits == null ? "-" : digits.replace("-", "").toLowerCase(Locale.ROOT))
                        .as("%s of %s", hashing, vectors.get(row))
                        .isEqualTo(vectors.get(row).hexadecimal(hashing.algorithm()));
            }
        }
    }

    private static List<Field<String>> columns(int number) {
        return IntStream.range(0, number).mapToObj(Engine::column).toList();
    }

    @Test
    void numbersHaveOneText() {
        agree(DataType.INTEGER, () -> RANDOM.nextInt() >> RANDOM.nextInt(32));
        agree(DataType.BIGINT, () -> RANDOM.nextLong() >> RANDOM.nextInt(64));
        for (DataType type : List.of(
                DataType.decimal(1, 0),
                DataType.decimal(1, 1),
                DataType.decimal(12, 2),
                DataType.decimal(18, 18),
                DataType.decimal(19, 4),
                DataType.decimal(38, 0),
                DataType.decimal(38, 10),
                DataType.decimal(38, 38))) {
            agree(type, () -> randomDecimal(type));
        }
    }

    @Test
    void doublesHaveOneText() {
        agree(DataType.DOUBLE, HashParityTest::randomDouble);
    }

    /** At a power of two the doubles below lie twice as dense as those above, where shortest texts go wrong. */
    @Test
    void everyPowerOfTwoHasOneText() {
        List<Object> powers = new ArrayList<>();
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            powers.add(Math.scalb(1.0, exponent));
            powers.add(Math.nextUp(Math.scalb(1.0, exponent)));
            powers.add(-Math.nextDown(Math.scalb(1.0, exponent)));
        }
        agree(DataType.DOUBLE, powers);
    }

    @Test
    void timesHaveOneText() {
        long firstDay = LocalDate.of(1, 1, 1).toEpochDay();
        long days = LocalDate.of(9999, 12, 31).toEpochDay() - firstDay + 1;
        agree(DataType.DATE, () -> LocalDate.ofEpochDay(firstDay + (long) (RANDOM.nextDouble() * days)));
        int[] grains = {1, 10, 1_000, 100_000, 1_000_000};
        agree(DataType.TIMESTAMP, () -> {
            long second = (firstDay + (long) (RANDOM.nextDouble() * days)) * 86_400 + RANDOM.nextInt(86_400);
            int grain = grains[RANDOM.nextInt(grains.length)];
            int nano = RANDOM.nextInt(1_000_000) / grain * grain * 1_000;
            return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
        });
    }

    @Test
    void extremesHaveOneText() {
        agree(DataType.BOOLEAN, List.of(true, false));
        agree(DataType.INTEGER, List.of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE));
        agree(DataType.BIGINT, List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, 1L, Long.MAX_VALUE));
        for (int scale : List.of(0, 1, 10, 37, 38)) {
            BigInteger most = BigInteger.TEN.pow(DataType.MAX_PRECISION).subtract(BigInteger.ONE);
            agree(
                    DataType.decimal(DataType.MAX_PRECISION, scale),
                    Stream.of(most, most.negate(), BigInteger.ONE, BigInteger.ONE.negate(), BigInteger.ZERO)
                            .<Object>map(unscaled -> new BigDecimal(unscaled, scale))
                            .toList());
        }
        agree(
                DataType.DOUBLE,
                DoubleStream.of(
                                0.0,
                                Double.MIN_VALUE,
                                Math.nextDown(Double.MIN_NORMAL),
                                Double.MIN_NORMAL,
                                Double.MAX_VALUE)
                        .boxed()
                        .<Object>mapMulti(
                                (value, taker) -> List.of(value, -value).forEach(taker))
                        .toList());
        agree(
                DataType.DATE,
                Stream.of(
                                "0001-01-01",
                                "0099-12-31",
                                "0999-03-01",
                                "1582-10-04",
                                "1582-10-15",
                                "1900-02-28",
                                "9999-12-31")
                        .<Object>map(LocalDate::parse)
                        .toList());
        agree(
                DataType.TIMESTAMP,
                Stream.of(
                                "0001-01-01T00:00:00",
                                "0001-01-01T00:00:00.000001",
                                "1582-10-10T12:00:00.1",
                                "1969-12-31T23:59:59.999999",
                                "1970-01-01T00:00:00",
                                "1970-01-01T00:00:00.000001",
                                "9999-12-31T23:59:59.999999")
                        .<Object>map(LocalDateTime::parse)
                        .toList());
        agree(DataType.JSON, List.of("{}", "[]", "null", "{\"a\":[1,\"\\u0000 😀\"]}"));
        agree(DataType.VARCHAR, EXTREME_TEXTS);
    }

    /** Keys of one and of several parts, and hashdiffs with NULLs at the end, in the middle, and nothing else. */
    @ParameterizedTest
    @EnumSource
    void rowsOfExtremeTextsHaveTheSameHashes(Hashing.Profile profile) {
        List<List<String>> rows = new ArrayList<>();
        for (Object extreme : EXTREME_TEXTS) {
            String text = (String) extreme;
            rows.add(List.of(text, text, text, text));
            rows.add(Arrays.asList(text, null, null, null));
            rows.add(Arrays.asList(null, text, null, null));
            rows.add(Arrays.asList(null, null, null, text));
        }
        rows.add(Arrays.asList(null, null, null, null));
        hashesAreTheSame(profile, rows);
    }

    @ParameterizedTest
    @EnumSource
    void rowsHaveTheSameHashes(Hashing.Profile profile) {
        List<List<String>> rows = new ArrayList<>();
        for (int count = 0; count < 5_000; count++) {
            List<String> row = new ArrayList<>();
            for (int column = 0; column < 4; column++) {
                row.add(RANDOM.nextInt(4) == 0 ? null : randomText());
            }
            rows.add(row);
        }
        hashesAreTheSame(profile, rows);
    }

    private static void hashesAreTheSame(Hashing.Profile profile, List<List<String>> rows) {
        engine.given(rows);
        List<Field<String>> columns = columns(4);
        for (Hashing hashing : hashings(profile).toList()) {
            HashRecipe recipe = HashRecipe.of(hashing);
            List<List<String>> actual = engine.texts(List.of(
                    shown(HASHES.hashKey(columns.subList(0, 1), hashing), hashing),
                    shown(HASHES.hashKey(columns, hashing), hashing),
                    shown(HASHES.hashdiff(columns, hashing), hashing)));
            for (int row = 0; row < rows.size(); row++) {
                List<String> texts = rows.get(row);
                List<String> expected = new ArrayList<>();
                expected.add(recipe.key(texts.subList(0, 1))
                        .map(HashParityTest::shown)
                        .orElse(null));
                expected.add(recipe.key(texts).map(HashParityTest::shown).orElse(null));
                expected.add(shown(recipe.hashdiff(texts)));
                assertThat(actual.get(row))
                        .as("%s of %s (seed %d)", hashing, texts, SEED)
                        .isEqualTo(expected);
            }
        }
    }

    /**
     * What profiles fold is folded alike, but for letters that came to Unicode after this Java did. {@code ß} and its
     * like, which other engines make into two letters or leave alone, are those of {@code docs/hashing.md}.
     */
    @Test
    void everyCharacterHasOneUpperCase() {
        Hashing hashing = new Hashing(Hashing.Profile.AUTOMATE_DV, Hashing.Algorithm.MD5, Hashing.Storage.HEX);
        HashRecipe recipe = HashRecipe.of(hashing);
        List<String> characters = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .toList();
        engine.given(characters.stream().map(List::of).toList());
        List<List<String>> actual = engine.texts(List.of(HASHES.hashKey(columns(1), hashing)));
        List<String> different = new ArrayList<>();
        for (int row = 0; row < characters.size(); row++) {
            String expected = (String) recipe.key(List.of(characters.get(row))).orElse(null);
            if (!Objects.equals(expected, actual.get(row).get(0))) {
                different.add(characters.get(row));
            }
        }
        // Unicode 13 is the oldest that a supported Java knows, and 15 that of the engine.
        assertThat(different).hasSizeLessThan(45).allMatch(HashParityTest::isOfYoungLetter);
    }

    private static boolean isOfYoungLetter(String character) {
        int codePoint = character.codePointAt(0);
        return Stream.of(new int[] {0x10597, 0x105bc}, new int[] {0x10d70, 0x10d85}, new int[] {0xa7c0, 0xa7db})
                        .anyMatch(range -> range[0] <= codePoint && codePoint <= range[1])
                || List.of(0x2c5f, 0x019b, 0x0264, 0x1c8a).contains(codePoint);
    }

    @ParameterizedTest
    @EnumSource
    void zeroKeysAreTheSame(Hashing.Profile profile) {
        hashings(profile).forEach(hashing -> {
            HashRecipe recipe = HashRecipe.of(hashing);
            engine.given(List.of(List.of("")));
            assertThat(engine.texts(List.of(
                            shown(HASHES.unknownKey(hashing), hashing), shown(HASHES.errorKey(hashing), hashing))))
                    .as("zero keys of %s", hashing)
                    .containsExactly(List.of(shown(recipe.unknownKey()), shown(recipe.errorKey())));
        });
    }

    private static void agree(DataType type, Supplier<Object> values) {
        agree(type, Stream.generate(values).limit(VALUES).toList());
    }

    private static void agree(DataType type, List<Object> given) {
        engine.given(given.stream().map(value -> List.of(plain(value))).toList());
        List<String> actual = engine.texts(List.of(canonical(0, type))).stream()
                .map(row -> row.get(0))
                .toList();
        List<String> differences = new ArrayList<>();
        for (int row = 0; row < given.size(); row++) {
            String expected = CanonicalText.of(given.get(row), type);
            if (!expected.equals(actual.get(row))) {
                differences.add(given.get(row) + " is " + expected + " in Java, " + actual.get(row) + " in DuckDB");
            }
        }
        assertThat(differences).as("%s (seed %d)", type, SEED).isEmpty();
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static Field<String> canonical(int column, DataType type) {
        Field<?> value =
                DSL.field("cast({0} as " + DuckDbDialect.INSTANCE.types().of(type) + ")", Engine.column(column));
        return HASHES.canonicalText(value, type);
    }

    private static Field<?> shown(Field<?> hash, Hashing hashing) {
        return DuckDbDialect.INSTANCE.types().hash(hashing).equals("blob") ? DSL.field("lower(hex({0}))", hash) : hash;
    }

    private static String shown(Object hash) {
        return hash instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : hash.toString();
    }

    private static Stream<Hashing> hashings(Hashing.Profile profile) {
        return Stream.of(Hashing.Algorithm.values())
                .flatMap(algorithm ->
                        Stream.of(Hashing.Storage.values()).map(storage -> new Hashing(profile, algorithm, storage)));
    }

    private static BigDecimal randomDecimal(DataType type) {
        BigInteger bound = BigInteger.TEN.pow(1 + RANDOM.nextInt(type.precision()));
        BigInteger digits = new BigInteger(bound.bitLength() + 8, RANDOM).mod(bound);
        BigInteger zeros = BigInteger.TEN.pow(RANDOM.nextInt(type.precision()));
        BigInteger unscaled = digits.divide(zeros).multiply(zeros);
        return new BigDecimal(RANDOM.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    }

    /** Random bits, subnormals, and the neighbours of powers of two and of ten and of short decimals. */
    private static Double randomDouble() {
        double value = switch (RANDOM.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(RANDOM.nextLong() >>> (12 + RANDOM.nextInt(50)));
            case 1 -> Math.scalb(1.0, RANDOM.nextInt(2098) - 1074);
            case 2 -> Double.parseDouble("1e" + (RANDOM.nextInt(632) - 323));
            case 3 -> RANDOM.nextInt(1_000_000) / 100.0;
            case 4 -> Double.parseDouble(RANDOM.nextInt(100) + "e" + (RANDOM.nextInt(40) - 20));
            default -> Double.longBitsToDouble(RANDOM.nextLong());
        };
        double neighbour = switch (RANDOM.nextInt(4)) {
            case 0 -> Math.nextUp(value);
            case 1 -> Math.nextDown(value);
            default -> value;
        };
        return Double.isFinite(neighbour) ? neighbour : Double.MAX_VALUE;
    }

    /** Blanks, delimiters and characters of one to four bytes. */
    private static String randomText() {
        String[] alphabet = {
            " ", " ", "~", ":", ";", "|", "||", "^^", "1", "0", "a", "v", "Z", "ß", "ﬁ", "ı", "é", "e\u0301", "ǆ", "ᾳ",
            "€", "𝄞", "𐐨", "😀", "\n", "\t", "\r", "\u000b", "\u00a0", "'", "\"", "\\"
        };
        StringBuilder text = new StringBuilder();
        for (int size = RANDOM.nextInt(8); size > 0; size--) {
            text.append(alphabet[RANDOM.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
