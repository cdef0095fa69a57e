package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.loader.verify.Finding;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyReport.CheckReport;

/** What {@code verify} tells of what was found, and of what was not looked at. */
final class VerifyCommandTest {

    private static final UUID KEY = UUID.fromString("c4ca4238-a0b9-2382-0dcc-509a6f75849b");
    private static final UUID EXPECTED = UUID.fromString("00000000-0000-0000-0000-0000000000aa");
    private static final UUID FOUND = UUID.fromString("00000000-0000-0000-0000-0000000000bb");
    private static final Check HASHDIFF = new Check(
            Promise.HASHDIFF, "raw_vault.sat_customer", List.of("customer_hk", "load_date"), "select", Set.of());
    private static final Check ORPHAN =
            new Check(Promise.ORPHAN, "raw_vault.link_order", List.of("order_hk"), "select", Set.of());

    @TempDir
    Path folder;

    private final FakeOperations operations = new FakeOperations();
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void findOneOfTwo() throws IOException {
        Files.writeString(folder.resolve("vault.yml"), "vault: shop\n");
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("customer_hk", KEY);
        row.put("load_date", LocalDateTime.of(2024, 1, 1, 0, 0));
        row.put("record_number", 7L);
        Finding finding = new Finding(
                Promise.HASHDIFF, "raw_vault.sat_customer", row, Optional.of("customers.csv"), EXPECTED, FOUND);
        operations.verified =
                new VerifyReport(List.of(new CheckReport(HASHDIFF, true, 2, List.of(finding), 0.5)), 1, 1234);
    }

    private int verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify", "--project", folder.toString()));
        all.addAll(List.of(arguments));
        captured = CapturedConsole.piped();
        return Lierne.run(captured.console(), operations, all.toArray(String[]::new));
    }

    @Test
    void whatIsFoundIsSixAndNamesItsRow() {
        assertThat(verify("--limit", "1")).isEqualTo(6);

        assertThat(captured.out().lines().skip(2))
                .singleElement()
                .asString()
                .matches("hashdiff +raw_vault\\.sat_customer"
                        + " +customer_hk c4ca4238a0b923820dcc509a6f75849b, load_date 2024-01-01 00:00:00, record_number 7"
                        + " +customers\\.csv +000000000000000000000000000000aa +000000000000000000000000000000bb");
        assertThat(captured.err())
                .contains("hashdiff of raw_vault.sat_customer: the first 1 of 2 rows are shown; see more with --limit.")
                .contains("2 findings in 1 check of 1 table with 1,234 rows");
    }

    @Test
    void programsReadTheSame() {
        assertThat(verify("--output", "json")).isEqualTo(6);
        assertThat(captured.out()).isEqualTo("""
                        [
                        {"check":"hashdiff","table":"raw_vault.sat_customer","row":{"customer_hk":"c4ca4238a0b923820dcc509a6f75849b",\
                        "load_date":"2024-01-01T00:00:00","record_number":7},"delivery":"customers.csv",\
                        "expected":"000000000000000000000000000000aa","found":"000000000000000000000000000000bb"}
                        ]
                        """);
        assertThat(verify("--output", "csv")).isEqualTo(6);
        assertThat(captured.out())
                .isEqualTo("check,table,row,delivery,expected,found\nhashdiff,raw_vault.sat_customer,"
                        + "\"{customer_hk: c4ca4238a0b923820dcc509a6f75849b, load_date: 2024-01-01 00:00:00,"
                        + " record_number: 7}\",customers.csv,000000000000000000000000000000aa,"
                        + "000000000000000000000000000000bb\n");
    }

    @Test
    void nothingFoundSaysWhatWasHeldTo() {
        operations.verified = new VerifyReport(List.of(new CheckReport(ORPHAN, true, 0, List.of(), 0.5)), 2, 10);

        assertThat(verify()).isZero();
        assertThat(captured.out()).contains("orphan", "1  what a row refers to is there");
        assertThat(captured.err()).startsWith("The vault keeps what it promises: 1 check of 2 tables with 10 rows");
        assertThat(verify("--output", "json")).isZero();
        assertThat(captured.out()).isEqualTo("[]\n");
    }

    @Test
    void whatCouldNotBeJudgedIsNotClean() {
        operations.verified = new VerifyReport(List.of(new CheckReport(ORPHAN, false, 0, List.of(), 0)), 0, 0);

        assertThat(verify()).isEqualTo(6);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("1 check could not be made", "lierne migrate");
    }

    @Test
    void whatCannotBeAskedForIsUsage() {
        assertThat(verify("--check", "hash")).isEqualTo(2);
        assertThat(captured.err()).contains("There is no check \"hash\".", "hash_key, orphan");
        assertThat(verify("--limit", "0")).isEqualTo(2);
        operations.verified = new VerifyReport(List.of(), 0, 0);
        assertThat(verify("--table", "hub_nothing")).isEqualTo(2);
        assertThat(captured.err()).contains("No check is about that: hub_nothing. Nothing was verified.");
    }
}
