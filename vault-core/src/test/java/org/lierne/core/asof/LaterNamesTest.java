package org.lierne.core.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DataType;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Renamed;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;

class LaterNamesTest {

    private static final Table TABLE = new Table(
            Table.Kind.SATELLITE,
            "sat_details",
            "details",
            "details",
            List.of(
                    new TableColumn("city", ColumnType.of(DataType.VARCHAR), false),
                    new TableColumn("country", ColumnType.of(DataType.VARCHAR), false)));

    private static LaterNames after(String migrations) {
        return new LaterNames(Renamed.in(migrations));
    }

    @Test
    void aNameIsFollowedStepByStepThoughOthersHaveTakenIt() {
        LaterNames later = after("""
                -- alter table raw_vault.sat_details rename column country to nothing;
                alter table raw_vault.sat_details rename column city to town;
                alter table raw_vault.sat_details rename column country to city;
                alter table raw_vault.sat_details rename to sat_profile;
                create table raw_vault.sat_details (city varchar);
                alter table raw_vault.sat_details rename column city to place;
                ALTER TABLE "raw_vault"."sat_profile" RENAME COLUMN "town" TO "the ""old"" town";
                alter table raw_vault.sat_profile rename to sat_person;
                """);

        assertThat(later.of(TABLE))
                .isEqualTo(new LaterNames.Standing(
                        "raw_vault", "sat_person", Map.of("city", "the \"old\" town", "country", "city")));
    }

    @Test
    void tablesOfTheSameNameInAnotherSchemaAreOthers() {
        LaterNames later = after("alter table data_vault.sat_details rename to sat_other");

        assertThat(later.of(TABLE).table()).isEqualTo("sat_details");
    }

    @Test
    void aColumnThatIsWidenedByACopyStaysWhatItIs() {
        LaterNames later = after("""
                alter table raw_vault.sat_details add column city_wider varchar;
                alter table raw_vault.sat_details drop column city;
                alter table raw_vault.sat_details rename column city_wider to city;
                """);

        assertThat(later.of(TABLE).columns()).containsEntry("city", "city");
    }
}
