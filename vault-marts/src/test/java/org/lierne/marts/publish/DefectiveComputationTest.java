package org.lierne.marts.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DataType;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.mart.Shop;
import org.lierne.marts.meaning.Meaning;

/** A computation that fails for a reason that nobody has foreseen is no reason to withhold all other marts. */
class DefectiveComputationTest {

    private static final Vault VAULT = Shop.with();

    /** What no test of ours provokes, or it would be mended. */
    private static final class Defective implements Computation {

        @Override
        public List<TableColumn> columns() {
            return List.of(TableColumn.required("products", ColumnType.of(DataType.INTEGER)));
        }

        @Override
        public Fit compute(ComputationInput input) {
            throw new IllegalStateException("half a row");
        }
    }

    @Test
    void theOthersAreBuiltAndItIsTold() throws Exception {
        MartQuery broken = new MartQuery(
                new SqlMart("broken", "", "", ""),
                "select * from computed.broken",
                List.of(),
                Optional.of(new Defective()),
                Meaning.NONE);
        MartQuery sound = new MartQuery(new SqlMart("sound", "", "", ""), "select 17 as answer", List.of());
        List<String> warnings = new ArrayList<>();

        try (Connection connection = Shop.open(VAULT);
                Scratch scratch = new Scratch(connection, "scratch")) {
            scratch.showVault();
            Computations computations = Computations.asKnownAt(7, scratch, VAULT.hashing(), event -> {
                if (event instanceof RunEvent.Warning warning) {
                    warnings.add(warning.source() + ": " + warning.message());
                }
            });
            new MartTables(scratch, scratch.catalog(), VAULT, computations, RunListener.SILENT)
                    .build(List.of(broken, sound));

            assertThat(Shop.rows(scratch.connection(), "select answer from mart.sound"))
                    .containsExactly("17");
            assertThat(Shop.rows(scratch.connection(), "select * from mart.broken"))
                    .isEmpty();
            assertThat(computations.fits().get("broken").notes())
                    .containsExactly(new Fit.Note(
                            "not_computed",
                            "It could not be computed (half a row), which is a defect of Lierne. It is empty."));
        }
        assertThat(warnings)
                .containsExactly(
                        "mart.broken: It could not be computed (half a row), which is a defect of Lierne. It is empty.");
    }
}
