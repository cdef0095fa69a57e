package org.lierne.loader.erasure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import org.lierne.core.model.DataType;

/** Random values that take the place of parts of erased keys. */
final class ErasedText {

    /** What stands where a whole record was. */
    static final String WORD = "erased";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 12;
    private static final int BIGINT_DIGITS = 15;

    private ErasedText() {}

    /** A value of a type, as text; empty of a type that has too few to choose from. */
    static Optional<String> of(DataType type) {
        return switch (type.kind()) {
            case VARCHAR, JSON -> Optional.of(WORD + HexFormat.of().formatHex(bytes()));
            case INTEGER -> Optional.of(String.valueOf(1_000_000_000 + RANDOM.nextInt(1_000_000_000)));
            case BIGINT -> Optional.of(digits(BIGINT_DIGITS).toString());
            case DECIMAL ->
                type.precision() < BIGINT_DIGITS
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(digits(type.precision()), type.scale()).toPlainString());
            case DATE, TIMESTAMP ->
                Optional.of(LocalDate.ofEpochDay(-(long) RANDOM.nextInt(1_000_000) - 100_000)
                                .withYear(1000 + RANDOM.nextInt(500))
                                .toString()
                        + (type.kind() == DataType.Kind.DATE
                                ? ""
                                : " 00:00:00." + (100_000 + RANDOM.nextInt(900_000))));
            case BOOLEAN, DOUBLE -> Optional.empty();
        };
    }

    /** A number of so many digits. */
    private static BigInteger digits(int digits) {
        BigInteger least = BigInteger.TEN.pow(digits - 1);
        BigInteger span = least.multiply(BigInteger.valueOf(9));
        BigInteger drawn = new BigInteger(span.bitLength() + 64, RANDOM).mod(span);
        return least.add(drawn);
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
