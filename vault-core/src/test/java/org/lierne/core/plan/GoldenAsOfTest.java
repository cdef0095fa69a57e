package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.LierneException;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.AsOfPlan;
import org.lierne.core.asof.LaterNames;
import org.lierne.core.asof.Narrowing;
import org.lierne.core.asof.StoredColumns;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Renamed;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** The views of the past, of a vault of which a satellite and a column have other names today, and a column is wider. */
class GoldenAsOfTest {

    private static final Vault VAULT = GoldenStatements.vault("parcels");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();
    private static final AsOf ASKED =
            new AsOf(OptionalLong.of(12), Optional.of(LocalDateTime.of(2026, 3, 31, 23, 59, 59, 999_999_000)));
    private static final Set<String> SHOWN = Set.of(
            "audit.delivery",
            "raw_vault.hub_parcel",
            "raw_vault.tracking_parcels",
            "raw_vault.first_seen_hub_parcel",
            "raw_vault.sat_parcel_leg_details",
            "raw_vault.sat_parcel_leg_details_history");

    @Test
    void viewsOfThePastAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "parcels",
                "as_of.sql",
                dialect -> plan(dialect, stored(dialect), Narrowing.NONE).statements().stream()
                        .filter(statement -> SHOWN.contains(statement.target()))
                        .toList());
    }

    @Test
    void viewsOfSomeKeysOfThePastAreTheGoldenOnes() throws IOException {
        String keys = "select key\nfrom looked_at";
        Narrowing narrowing = new Narrowing(Map.of(
                "hub_parcel",
                new Narrowing.Among("parcel_hk", keys),
                "sat_parcel_leg_details",
                new Narrowing.Among("parcel_leg_hk", keys)));
        GoldenStatements.assertGolden(
                "parcels",
                "as_of_some_keys.sql",
                dialect -> plan(dialect, stored(dialect), narrowing).statements().stream()
                        .filter(statement -> narrowing
                                .tables()
                                .containsKey(statement.target().replace("raw_vault.", "")))
                        .toList());
    }

    @Test
    void whatIsNotThereUnderAnyNameIsSaid() {
        assertThatThrownBy(() -> plan(GoldenStatements.DIALECT, new StoredColumns(), Narrowing.NONE)
                        .statements())
                .isInstanceOfSatisfying(
                        LierneException.class,
                        refused -> assertThat(refused.code()).isEqualTo("past_not_there"));
    }

    private static AsOfPlan plan(Dialect dialect, StoredColumns stored, Narrowing narrowing) {
        return new AsOfPlan(
                VAULT, SCHEMA, dialect, ASKED, "shop", later(), stored, Set.of("tracking_parcels"), narrowing);
    }

    private static LaterNames later() {
        return new LaterNames(List.of(
                new Renamed("raw_vault", "sat_parcel_leg_details", Optional.of("weight"), "kilos"),
                new Renamed("raw_vault", "sat_parcel_leg_details", Optional.empty(), "sat_parcel_leg_facts")));
    }

    private static StoredColumns stored(Dialect dialect) {
        StoredColumns stored = new StoredColumns();
        for (Table table : SCHEMA.tables()) {
            LaterNames.Standing standing = later().of(table);
            for (TableColumn column : table.columns()) {
                String name = standing.columns().get(column.name());
                String type = column.type() instanceof ColumnType.Value value
                        ? dialect.types().of(value.type())
                        : "uuid";
                stored.add("raw_vault", standing.table(), name, name.equals("kilos") ? "decimal(18,3)" : type);
            }
        }
        return stored;
    }
}
