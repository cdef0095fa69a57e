package org.lierne.marts.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypergeometricTest {

    private static final MathContext DIGITS = new MathContext(50);

    @ParameterizedTest
    @CsvSource({
        "0.553, 0.606, 0.25",
        "1.1, 1.606, 0.93",
        "30.25, 1.6, 0.9",
        "30.25, 29.3, 0.6",
        "200.7, 1.01, 0.3",
        "0.02, 0.01, 0.97",
        "0.5, 1.4, 1e-12",
    })
    void isTheSumOfItsSeriesInFiftyDigits(double a, double b, double z) {
        assertThat(Hypergeometric.logOfSuccessor(a, b, z))
                .isCloseTo(Math.log(series(a, b, z).doubleValue()), within(2e-13));
    }

    /** Computed with mpmath 1.3 in 40 digits, where the series converges too slowly to be summed in a test. */
    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5, 0.9999, 5.6881506385568156313",
        "30.25, 1.6, 0.999, 7.8417918523607998249",
        "0.3, 0.2, 0.5, 0.028066492559853776167",
        "200.7, 1.01, 0.3, 0.35810242535772600621",
        "3.2, 4.1, 0.999999, 42.85983138029568159",
        "1005.0, 900.0, 0.2, 200.62735531590738049",
    })
    void hasTheValuesOfAnotherLibrary(double a, double b, double z, double expected) {
        assertThat(Hypergeometric.logOfSuccessor(a, b, z)).isCloseTo(expected, within(1e-12 * Math.max(1, expected)));
    }

    @Test
    void isOneAtZero() {
        assertThat(Hypergeometric.logOfSuccessor(3.3, 1.2, 0)).isZero();
    }

    @Test
    void refusesWhatItCannotCompute() {
        assertThatThrownBy(() -> Hypergeometric.logOfSuccessor(1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2F1(1.0, 1.0; 2.0; 1.0)");
        assertThatThrownBy(() -> Hypergeometric.logOfSuccessor(1, Double.NaN, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BigDecimal series(double a, double b, double z) {
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        BigDecimal third = first.add(BigDecimal.ONE);
        BigDecimal argument = new BigDecimal(z);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal negligible = new BigDecimal("1e-25");
        for (int n = 0; term.compareTo(sum.multiply(negligible)) > 0; n++) {
            BigDecimal index = BigDecimal.valueOf(n);
            term = term.multiply(first.add(index), DIGITS)
                    .multiply(second.add(index), DIGITS)
                    .multiply(argument, DIGITS)
                    .divide(third.add(index).multiply(index.add(BigDecimal.ONE)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }
}
