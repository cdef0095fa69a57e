package org.lierne.core.metadata;

import org.lierne.core.model.DataType;
import org.lierne.core.model.DataType.Kind;

/** Which types become which others without any value changing. */
final class Conversions {

    private static final int INTEGER_DIGITS = 10;
    private static final int BIGINT_DIGITS = 19;

    private Conversions() {}

    static boolean isLossless(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        return switch (to.kind()) {
            case VARCHAR -> true;
            case BIGINT -> from.kind() == Kind.INTEGER;
            case DECIMAL -> fitsDecimal(from, to.precision() - to.scale(), to.scale());
            case TIMESTAMP -> from.kind() == Kind.DATE;
            default -> false;
        };
    }

    private static boolean fitsDecimal(DataType from, int wholeDigits, int scale) {
        return switch (from.kind()) {
            case INTEGER -> wholeDigits >= INTEGER_DIGITS;
            case BIGINT -> wholeDigits >= BIGINT_DIGITS;
            case DECIMAL -> wholeDigits >= from.precision() - from.scale() && scale >= from.scale();
            default -> false;
        };
    }
}
