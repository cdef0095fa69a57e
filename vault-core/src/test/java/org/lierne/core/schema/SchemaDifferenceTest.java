package org.lierne.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lierne.core.model.DataType.BIGINT;
import static org.lierne.core.model.DataType.DOUBLE;
import static org.lierne.core.model.DataType.INTEGER;
import static org.lierne.core.model.DataType.TIMESTAMP;
import static org.lierne.core.model.DataType.VARCHAR;
import static org.lierne.core.model.DataType.decimal;
import static org.lierne.core.schema.SmallVault.effectivity;
import static org.lierne.core.schema.SmallVault.event;
import static org.lierne.core.schema.SmallVault.key;
import static org.lierne.core.schema.SmallVault.link;
import static org.lierne.core.schema.SmallVault.orders;
import static org.lierne.core.schema.SmallVault.participant;
import static org.lierne.core.schema.SmallVault.satellite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Source;
import org.lierne.core.model.TextCase;

/** Given the recorded tables of {@link SmallVault#orders()}, when its metadata changes, then these are the changes. */
class SchemaDifferenceTest {

    private static final VaultSchema RECORDED = VaultSchema.of(orders().build());

    static Stream<Arguments> changes() {
        return Stream.of(
                when("nothing changes", vault -> {}),
                when("hubs stand in another order", vault -> vault.hubs.add(vault.hubs.remove(0))),
                when(
                        "columns of the source stand in another order",
                        vault -> vault.columns.add(vault.columns.remove(2))),
                when(
                        "columns of a satellite stand in another order",
                        vault -> vault.satellite(satellite("order_amounts", "order", "vat", "gross"))),
                when(
                        "a column is added in the middle",
                        vault -> vault.column("net", decimal(12, 2))
                                .satellite(satellite("order_amounts", "order", "gross", "net", "vat")),
                        "add sat_order_amounts.net decimal(12,2)"),
                when(
                        "a hub is added that no row carries yet",
                        vault -> vault.hub("product", key("product_id", VARCHAR)),
                        "create hub_product",
                        "create first_seen_hub_product"),
                when(
                        "a satellite is added",
                        vault -> vault.satellite(satellite("customer_details", "customer", "customer_no")),
                        "create sat_customer_details",
                        "add tracking_orders.customer_details_hashdiff hash",
                        "create retracked_orders"),
                when(
                        "a key and a link are added",
                        vault -> vault.hub("product", key("product_id", VARCHAR))
                                .uses("product", "product", "gross")
                                .link(link(
                                        "order_product",
                                        List.of(new Link.DependentChildKey("vat", INTEGER)),
                                        participant("order"),
                                        participant("product"))),
                        "create hub_product",
                        "create link_order_product",
                        "add tracking_orders.product_hk hash",
                        "add tracking_orders.order_product_hk hash",
                        "create first_seen_hub_product",
                        "create first_seen_link_order_product",
                        "create retracked_orders"),
                when(
                        "a sequence is added",
                        vault -> vault.column("changed_at", TIMESTAMP).sequence = Optional.of("changed_at"),
                        "add sat_order_amounts.sequence timestamp",
                        "add sat_order_customer_effectivity.sequence timestamp",
                        "add tracking_orders.sequence timestamp"),
                when(
                        "an integer becomes a bigint",
                        vault -> vault.column("vat", BIGINT),
                        "widen sat_order_amounts.vat integer bigint"),
                when(
                        "a decimal gets a digit on both sides",
                        vault -> vault.column("gross", decimal(14, 3)),
                        "widen sat_order_amounts.gross decimal(12,2) decimal(14,3)"),
                when(
                        "a link and its satellite are no longer described",
                        vault -> {
                            vault.links.clear();
                            vault.satellites.remove(1);
                        },
                        "create retracked_orders",
                        "warn link order_customer no_longer_described",
                        "warn satellite order_customer_effectivity no_longer_described"),
                when(
                        "a source is no longer tracked",
                        vault -> vault.tracked = false,
                        "warn source orders no_longer_described"),
                when(
                        "a satellite is renamed",
                        vault -> vault.satellites.set(0, renamed("amounts", "order_amounts")),
                        "rename sat_order_amounts to sat_amounts",
                        "rename tracking_orders.order_amounts_hashdiff to amounts_hashdiff"),
                when(
                        "a hub is renamed wherever it is named",
                        SchemaDifferenceTest::renameHubOrder,
                        "rename hub_order to hub_purchase",
                        "rename hub_purchase.order_hk to purchase_hk",
                        "rename link_order_customer.order_hk to purchase_hk",
                        "rename sat_order_amounts.order_hk to purchase_hk",
                        "rename sat_order_customer_effectivity.order_hk to purchase_hk",
                        "rename tracking_orders.order_hk to purchase_hk",
                        "rename first_seen_hub_order to first_seen_hub_purchase",
                        "rename first_seen_hub_purchase.order_hk to purchase_hk"));
    }

    @ParameterizedTest(name = "when {0}")
    @MethodSource("changes")
    void isChangedBy(String when, Consumer<SmallVault> change, List<String> then) {
        SmallVault vault = orders().with(change);

        SchemaDifference difference = SchemaDifference.between(RECORDED, vault.build());

        assertThat(difference.refusals()).isEmpty();
        assertThat(texts(difference)).containsExactlyElementsOf(then);
        SchemaDifference again = SchemaDifference.between(difference.schema(), vault.build());
        assertThat(again.changes()).as("changes the second time").isEmpty();
        assertThat(again.refusals()).as("refusals the second time").isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                when(
                        "another algorithm",
                        vault -> vault.hashing =
                                new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA256, Hashing.Storage.BINARY),
                        "vault small hashing_changed"),
                when("another key type", vault -> vault.hub("order", key("order_id", BIGINT)), "hub order key_changed"),
                when(
                        "another case of a key",
                        vault -> vault.hub(
                                "order",
                                new KeyColumn(
                                        "order_id",
                                        VARCHAR,
                                        new Cleaning(false, Map.of(), Optional.of(TextCase.UPPER)))),
                        "hub order key_changed"),
                when(
                        "a further key column",
                        vault -> vault.hub("order", key("order_id", VARCHAR), key("shop", VARCHAR)),
                        "hub order key_changed"),
                when(
                        "participants in another order",
                        vault -> vault.link(
                                link("order_customer", List.of(), participant("customer"), participant("order"))),
                        "link order_customer key_changed"),
                when(
                        "a dependent child key",
                        vault -> vault.link(link(
                                "order_customer",
                                List.of(new Link.DependentChildKey("vat", INTEGER)),
                                participant("order"),
                                participant("customer"))),
                        "link order_customer key_changed"),
                when(
                        "another driving key",
                        vault -> vault.satellite(
                                effectivity("order_customer_effectivity", "order_customer", "customer")),
                        "satellite order_customer_effectivity satellite_rekeyed"),
                when(
                        "another parent",
                        vault -> vault.satellite(satellite("order_amounts", "customer", "gross", "vat")),
                        "satellite order_amounts satellite_rekeyed"),
                when(
                        "a satellite of another kind",
                        vault -> vault.satellite(effectivity("order_amounts", "order_customer", "order")),
                        "satellite order_amounts kind_changed"),
                when(
                        "a satellite of what changes that is to be of what does not",
                        vault -> vault.satellite(new NonHistorizedSatellite(
                                "order_amounts",
                                "",
                                new Parent.OfHub("order", "order"),
                                "orders",
                                List.of("gross", "vat"),
                                false,
                                Optional.empty())),
                        "satellite order_amounts kind_changed"),
                when(
                        "a relationship that is to be an event",
                        vault -> vault.link(
                                event("order_customer", List.of("vat"), participant("order"), participant("customer"))),
                        "link order_customer kind_changed"),
                when(
                        "a column taken out",
                        vault -> vault.satellite(satellite("order_amounts", "order", "gross")),
                        "satellite order_amounts column_left_satellite"),
                when(
                        "a column moved to another satellite",
                        vault -> vault.satellite(satellite("order_amounts", "order", "gross"))
                                .satellite(satellite("order_vat", "order", "vat")),
                        "satellite order_amounts column_left_satellite"),
                when(
                        "a decimal with fewer whole digits",
                        vault -> vault.column("gross", decimal(12, 3)),
                        "satellite order_amounts type_changed"),
                when(
                        "an integer as decimal",
                        vault -> vault.column("vat", decimal(12, 0)),
                        "satellite order_amounts type_changed"),
                when(
                        "a decimal as double",
                        vault -> vault.column("gross", DOUBLE),
                        "satellite order_amounts type_changed"),
                when(
                        "a rename to a name in use",
                        vault -> vault.hubs.set(1, renamedHub("customer", "customer_id", "order")),
                        "hub customer rename_target_exists"),
                when(
                        "a rename whose old name is described as well",
                        vault -> vault.satellites.add(renamed("amounts", "order_amounts")),
                        "satellite amounts rename_source_described"),
                when(
                        "a rename that re-keys as well",
                        vault -> {
                            renameHubOrder(vault);
                            vault.hubs.set(
                                    0,
                                    new Hub(
                                            "purchase",
                                            "",
                                            List.of(key("order_id", BIGINT)),
                                            List.of(),
                                            Hub.NullKey.UNKNOWN,
                                            Optional.of("order")));
                        },
                        "hub purchase key_changed"));
    }

    @ParameterizedTest(name = "refuses {0}")
    @MethodSource("refusals")
    void refuses(String when, Consumer<SmallVault> change, List<String> then) {
        SchemaDifference difference =
                SchemaDifference.between(RECORDED, orders().with(change).build());

        assertThat(difference.refusals().stream().map(SchemaDifferenceTest::text))
                .containsExactlyElementsOf(then);
        assertThat(difference.refusals())
                .allSatisfy(refusal -> assertThat(refusal.message()).endsWith("Nothing was changed."));
    }

    @Test
    void aMovedColumnIsFoundAgain() {
        SmallVault vault = orders().satellite(satellite("order_amounts", "order", "gross"))
                .satellite(satellite("order_vat", "order", "vat"));

        SchemaFinding refusal =
                SchemaDifference.between(RECORDED, vault.build()).refusals().get(0);

        assertThat(refusal.message()).contains("\"vat\"", "\"order_amounts\"", "moved to satellite \"order_vat\"");
    }

    @Test
    void aColumnOfAnEventCannotGoAndOneMayCome() {
        SmallVault before = orders().link(event("refund", List.of("gross"), participant("order")));
        VaultSchema recorded = VaultSchema.of(before.build());

        SchemaDifference more = SchemaDifference.between(
                recorded,
                orders().link(event("refund", List.of("vat", "gross"), participant("order")))
                        .build());
        SchemaDifference less = SchemaDifference.between(
                recorded,
                orders().link(event("refund", List.of(), participant("order"))).build());

        assertThat(more.refusals()).isEmpty();
        assertThat(more.loaded().table("link_refund").columnNames()).endsWith("run_id", "gross", "vat");
        assertThat(less.refusals())
                .extracting(SchemaFinding::code, SchemaFinding::name)
                .containsExactly(tuple("column_left_link", "refund"));
        assertThat(RecordedModel.read(RecordedModel.write(more.schema()))).isEqualTo(more.schema());
    }

    @Test
    void aReferenceMayGrowAndShowItsHistoryButNotChangeItsKey() {
        VaultSchema recorded =
                VaultSchema.of(orders().with(reference("vat", false, "gross")).build());

        SchemaDifference grown = SchemaDifference.between(
                recorded,
                orders().with(reference("vat", true, "customer_no", "gross")).build());
        SchemaDifference other = SchemaDifference.between(
                recorded,
                orders().with(reference("customer_no", false, "gross")).build());
        SchemaDifference less = SchemaDifference.between(
                recorded, orders().with(reference("vat", false)).build());
        SchemaDifference added = SchemaDifference.between(
                RECORDED, orders().with(reference("vat", false, "gross")).build());

        assertThat(grown.refusals()).isEmpty();
        assertThat(grown.loaded().table("ref_rate_from_orders").columnNames()).endsWith("vat", "gross", "customer_no");
        assertThat(other.refusals())
                .extracting(SchemaFinding::code, SchemaFinding::name)
                .contains(tuple("key_changed", "rate"));
        assertThat(less.refusals())
                .extracting(SchemaFinding::code, SchemaFinding::name)
                .containsExactly(tuple("column_left_reference", "rate"));
        assertThat(added.warnings()).isEmpty();
        assertThat(added.loaded().find("retracked_orders")).isPresent();
        assertThat(RecordedModel.read(RecordedModel.write(grown.schema()))).isEqualTo(grown.schema());
    }

    @Test
    void aColumnThatChangesEachHashdiffIsWarnedOf() {
        Hashing folding = new Hashing(Hashing.Profile.AUTOMATE_DV, Hashing.Algorithm.MD5, Hashing.Storage.BINARY);
        Consumer<SmallVault> hashed = vault -> vault.hashing = folding;
        VaultSchema recorded = VaultSchema.of(orders().with(hashed).build());
        Consumer<SmallVault> added = vault -> vault.column("net", decimal(12, 2))
                .satellite(satellite("order_amounts", "order", "gross", "net", "vat"));

        SchemaDifference difference = SchemaDifference.between(
                recorded, orders().with(hashed).with(added).build());

        assertThat(difference.refusals()).isEmpty();
        assertThat(difference.warnings())
                .extracting(SchemaFinding::code, SchemaFinding::name, SchemaFinding::hint)
                .containsExactly(tuple(
                        "hashdiffs_change",
                        "order_amounts",
                        "If that is not wanted, say \"hashdiff: { without: [net] }\" on the satellite; a row that"
                                + " differs in nothing else is then no change."));
        assertThat(SchemaDifference.between(recorded, orders().with(hashed).build())
                        .warnings())
                .isEmpty();
        assertThat(SchemaDifference.between(RECORDED, orders().with(added).build())
                        .warnings())
                .as("in profile lierne, what is NULL at the end is not hashed")
                .isEmpty();
    }

    private static Consumer<SmallVault> reference(String key, boolean history, String... columns) {
        return vault -> vault.references.add(
                new Reference("rate", "", List.of(key), List.of("orders"), List.of(columns), history));
    }

    private static VaultSchema recorded(Delivery delivery) {
        return VaultSchema.of(orders().with(vault -> vault.delivery = delivery).build());
    }

    private static List<String> refused(VaultSchema before, SmallVault now) {
        return SchemaDifference.between(before, now.build()).refusals().stream()
                .map(SchemaFinding::code)
                .toList();
    }

    @Test
    void whatEndsHistoriesStaysWhatItWas() {
        Delivery full = new Delivery.Full(List.of(), 0.5);
        Delivery within = new Delivery.Full(List.of("customer_no"), 0.5);
        Delivery records = new Delivery.ChangeRecords("customer_no", List.of("D"));

        assertThat(refused(RECORDED, orders().with(vault -> vault.delivery = full)))
                .containsExactly("delivery_kind_changed");
        assertThat(refused(RECORDED, orders().with(vault -> vault.delivery = records)))
                .containsExactly("delivery_kind_changed");
        assertThat(refused(recorded(full), orders())).containsExactly("delivery_kind_changed");
        assertThat(refused(recorded(records), orders().with(vault -> vault.delivery = full)))
                .contains("delivery_kind_changed");
        assertThat(refused(recorded(full), orders().with(vault -> vault.delivery = within)))
                .containsExactly("delivery_scope_changed");
        assertThat(refused(recorded(full), orders().with(vault -> {
                    vault.delivery = full;
                    vault.oneRowPer = List.of("order", "customer");
                })))
                .containsExactly("ends_changed");
        assertThat(refused(recorded(full), orders().with(vault -> vault.delivery = full)))
                .isEmpty();
        assertThat(refused(recorded(full), orders().with(vault -> vault.delivery = new Delivery.Full(List.of(), 0.1))))
                .isEmpty();
    }

    @Test
    void whatOnlyDescribesMayBecomeFull() {
        Consumer<SmallVault> describing = vault -> {
            vault.links.clear();
            vault.satellites.removeIf(satellite -> satellite.name().equals("order_customer_effectivity"));
        };
        VaultSchema before = VaultSchema.of(orders().with(describing).build());

        assertThat(refused(
                        before,
                        orders().with(describing).with(vault -> vault.delivery = new Delivery.Full(List.of(), 0.5))))
                .isEmpty();
    }

    @Test
    void aSequenceCannotGo() {
        SmallVault sequenced = orders().column("changed_at", TIMESTAMP);
        sequenced.sequence = Optional.of("changed_at");

        SchemaDifference difference = SchemaDifference.between(VaultSchema.of(sequenced.build()), orders().build());

        assertThat(difference.refusals()).extracting(SchemaFinding::code).containsOnly("sequence_removed");
    }

    @Test
    void recordedColumnsKeepTheirPlaceAndNewOnesStandBehind() {
        SmallVault vault = orders().column("a_first", VARCHAR)
                .satellite(satellite("order_amounts", "order", "a_first", "vat", "gross"));

        SchemaDifference difference = SchemaDifference.between(RECORDED, vault.build());

        DescriptiveSatellite amounts = (DescriptiveSatellite) vault.build().satellite("order_amounts");
        assertThat(difference.schema().payload(amounts)).containsExactly("gross", "vat", "a_first");
    }

    @Test
    void whatIsNoLongerDescribedStaysAndIsPickedUpAgain() {
        SmallVault without = orders().with(vault -> vault.satellites.remove(0));

        SchemaDifference gone = SchemaDifference.between(RECORDED, without.build());
        SchemaDifference back = SchemaDifference.between(gone.schema(), orders().build());

        assertThat(gone.schema().find("sat_order_amounts")).isEqualTo(RECORDED.find("sat_order_amounts"));
        assertThat(gone.loaded().find("sat_order_amounts")).isEmpty();
        assertThat(gone.schema().table("tracking_orders").columnNames()).contains("order_amounts_hashdiff");
        assertThat(gone.loaded().table("tracking_orders").columnNames()).doesNotContain("order_amounts_hashdiff");
        // What came meanwhile is tracked once more, with the hashdiff that it lacks; what came before keeps its own.
        assertThat(gone.loaded().table("retracked_orders").columnNames()).contains("order_amounts_hashdiff");
        assertThat(back.changes()).isEmpty();
        assertThat(back.warnings()).isEmpty();
        assertThat(back.loaded().table("tracking_orders").columnNames()).contains("order_amounts_hashdiff");
    }

    @Test
    void aColumnThatHadToBeFilledAndMayBeNullNowIsFreed() {
        Table amounts = RECORDED.table("sat_order_amounts");
        List<TableColumn> required = amounts.columns().stream()
                .map(column -> new TableColumn(column.name(), column.type(), false))
                .toList();
        VaultSchema recorded = new VaultSchema(
                RECORDED.hashing(),
                RECORDED.tables().stream()
                        .map(table -> table.equals(amounts) ? table.withColumns(required) : table)
                        .toList());

        SchemaDifference difference = SchemaDifference.between(recorded, orders().build());

        assertThat(texts(difference))
                .containsExactly("nullable sat_order_amounts.gross", "nullable sat_order_amounts.vat");
        assertThat(difference.schema().table("sat_order_amounts")).isEqualTo(amounts);
    }

    private static void renameHubOrder(SmallVault vault) {
        vault.hubs.set(0, renamedHub("purchase", "order_id", "order"));
        vault.keys.set(0, new Source.KeyUse("purchase", "purchase", List.of("order_no")));
        vault.oneRowPer = List.of("purchase");
        vault.links.set(0, link("order_customer", List.of(), participant("purchase"), participant("customer")));
        vault.satellites.set(0, satellite("order_amounts", "purchase", "gross", "vat"));
        vault.satellites.set(1, effectivity("order_customer_effectivity", "order_customer", "purchase"));
    }

    private static Hub renamedHub(String name, String key, String was) {
        return new Hub(name, "", List.of(key(key, VARCHAR)), List.of(), Hub.NullKey.UNKNOWN, Optional.of(was));
    }

    private static DescriptiveSatellite renamed(String name, String was) {
        return new DescriptiveSatellite(
                name,
                "",
                new Parent.OfHub("order", "order"),
                "orders",
                List.of("gross", "vat"),
                false,
                Optional.of(was));
    }

    private static Arguments when(String when, Consumer<SmallVault> change, String... then) {
        return Arguments.of(when, change, List.of(then));
    }

    private static List<String> texts(SchemaDifference difference) {
        return Stream.concat(
                        difference.changes().stream().map(SchemaDifferenceTest::text),
                        difference.warnings().stream().map(warning -> "warn " + text(warning)))
                .toList();
    }

    private static String text(SchemaFinding finding) {
        return finding.subject().name().toLowerCase(java.util.Locale.ROOT) + " " + finding.name() + " "
                + finding.code();
    }

    private static String text(SchemaChange change) {
        if (change instanceof SchemaChange.CreateTable create) {
            return "create " + create.tableName();
        }
        if (change instanceof SchemaChange.AddColumn add) {
            return "add " + add.tableName() + "." + add.column().name() + " "
                    + text(add.column().type());
        }
        if (change instanceof SchemaChange.WidenColumn widen) {
            return "widen " + widen.tableName() + "." + widen.column() + " " + text(widen.from()) + " "
                    + text(widen.to());
        }
        if (change instanceof SchemaChange.RenameTable rename) {
            return "rename " + rename.from() + " to " + rename.tableName();
        }
        if (change instanceof SchemaChange.RenameColumn rename) {
            return "rename " + rename.tableName() + "." + rename.from() + " to " + rename.to();
        }
        SchemaChange.AllowNull allow = (SchemaChange.AllowNull) change;
        return "nullable " + allow.tableName() + "." + allow.column();
    }

    private static String text(ColumnType type) {
        return type instanceof ColumnType.Value value ? value.type().text() : "hash";
    }
}
