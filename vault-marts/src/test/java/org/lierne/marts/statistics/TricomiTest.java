package org.lierne.marts.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TricomiTest {

    /** Computed with mpmath 1.3 in 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.606, 0.606, 0.14, 0.26005476160898212891",
        "0.606, 0.606, 0.0014, 0.7252242047205482885",
        "0.05, 0.05, 0.3, -0.00033572356092661785051",
        "5.3, 5.3, 2.5, -5.9110446180866053187",
        "12.0, 3.0, 40.0, -46.669151839995037353",
        "0.001, 0.001, 0.001, 0.00057067742500623185645",
        "0.9, 1.4, 300.0, -5.1348982744759880247",
    })
    void hasTheValuesOfAnotherLibrary(double a, double b, double z, double expected) {
        assertThat(Tricomi.log(a, b, z)).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    /** U(a, a + 1, z) is a power, U(1/2, 1/2, z) an error function (Abramowitz and Stegun, 13.6). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.3, 1, 4, 20})
    void keepsToKnownIdentities(double z) {
        assertThat(Tricomi.log(1.5, 2.5, z)).isCloseTo(-1.5 * Math.log(z), within(3e-12));
        assertThat(Tricomi.log(0.5, 0.5, z))
                .isCloseTo(Math.log(Math.PI) / 2 + z + Math.log(Erf.erfc(Math.sqrt(z))), within(1e-11));
    }

    /** The relation between three neighbours in b (Abramowitz and Stegun, 13.4). */
    @ParameterizedTest
    @CsvSource({"2.5, 1.1, 0.7", "0.4, 0.2, 3.3", "8, 4, 0.05"})
    void keepsToTheRecurrence(double a, double b, double z) {
        double left = (b - a - 1) * Math.exp(Tricomi.log(a, b - 1, z));
        double middle = (1 - b - z) * Math.exp(Tricomi.log(a, b, z));
        double right = z * Math.exp(Tricomi.log(a, b + 1, z));

        assertThat(left + middle + right).isCloseTo(0, within(1e-11 * (Math.abs(left) + Math.abs(middle) + right)));
    }

    @Test
    void refusesWhatItCannotCompute() {
        assertThatThrownBy(() -> Tricomi.log(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U(1.0, 1.0, 0.0)");
        assertThatThrownBy(() -> Tricomi.log(1, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
