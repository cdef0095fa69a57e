package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.core.model.DataType;

final class ConversionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer|varchar|true",
                "integer|bigint|true",
                "bigint|integer|false",
                "integer|decimal(10,0)|true",
                "integer|decimal(10,1)|false",
                "bigint|decimal(21,2)|true",
                "bigint|decimal(20,2)|false",
                "decimal(8,2)|decimal(9,3)|true",
                "decimal(8,2)|decimal(9,1)|false",
                "decimal(8,2)|decimal(8,3)|false",
                "decimal(8,0)|bigint|false",
                "date|timestamp|true",
                "timestamp|date|false",
                "varchar|integer|false",
                "boolean|boolean|true",
            })
    void onlyWhatKeepsEveryValueIsLossless(String from, String to, boolean lossless) {
        DataType source = DataType.parse(from).orElseThrow();
        DataType target = DataType.parse(to).orElseThrow();
        assertThat(Conversions.isLossless(source, target)).isEqualTo(lossless);
    }
}
