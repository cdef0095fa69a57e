package org.lierne.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.DuckDbDialect;

/** Every column of the simulated shop that may hold a key, or what is made of one, is reached by an erasure. */
class HashColumnsTest {

    private static final Vault SHOP =
            MetadataReader.read(Path.of("../metadata/shop")).vault().orElseThrow();
    private static final VaultSchema SCHEMA = VaultSchema.of(SHOP);
    private static final Hub CUSTOMER = SHOP.hub("customer");

    @Test
    void whatEachHashOfEachTableStandsForIsKnown() {
        HashColumns columns = new HashColumns(SHOP);
        for (Table table : SCHEMA.tables()) {
            for (TableColumn column : table.columns()) {
                if (column.type() instanceof ColumnType.Hash) {
                    assertThat(columns.meaning(table, column.name()))
                            .as(table.name() + "." + column.name())
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void aHashThatNobodyKnowsEndsTheErasure() {
        Table hub = SCHEMA.table("hub_customer");
        List<TableColumn> more = new java.util.ArrayList<>(hub.columns());
        more.add(new TableColumn("secret_hk", new ColumnType.Hash(), true));
        VaultSchema other = new VaultSchema(SCHEMA.hashing(), List.of(hub.withColumns(more)));
        assertThatThrownBy(() -> new ErasurePlan(SHOP, other, DuckDbDialect.INSTANCE, CUSTOMER).tables())
                .hasMessage("What the hashes in \"raw_vault.hub_customer.secret_hk\" stand for is not known.");
    }

    @Test
    void everyTableThatHasACustomersKeyIsWritten() {
        ErasurePlan plan = new ErasurePlan(SHOP, SCHEMA, DuckDbDialect.INSTANCE, CUSTOMER);
        Set<String> written = plan.erase().stream().map(Statement::target).collect(Collectors.toSet());
        Set<String> named = new LinkedHashSet<>();
        plan.tables().forEach(table -> named.add(table.qualifiedName()));
        assertThat(named)
                .contains(
                        "raw_vault.hub_customer",
                        "raw_vault.link_click",
                        "raw_vault.sat_click_origin",
                        "raw_vault.tracking_orders",
                        "raw_vault.first_seen_link_review",
                        "business_vault.pit_customer",
                        "business_vault.bridge_line_customer");
        assertThat(written).containsAll(named).contains("raw_vault.sat_order_address");
    }

    @Test
    void whatIsPersonalIsToldByTheSource() {
        assertThat(ErasedColumns.of(SHOP, CUSTOMER))
                .extracting(each -> each.source().name())
                .contains("customers", "orders", "clickstream", "reviews");
        assertThat(ErasedColumns.ofSource(SHOP, CUSTOMER, "orders")
                        .orElseThrow()
                        .values())
                .containsExactlyInAnyOrder("guest_email", "ship_to_street");
    }
}
