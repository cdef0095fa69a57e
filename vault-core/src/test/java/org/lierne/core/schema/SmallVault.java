package org.lierne.core.schema;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lierne.core.model.BusinessVault;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.GhostRecords;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Naming;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Publishing;
import org.lierne.core.model.Reading;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * A vault to change: orders of customers, with amounts. Each method changes one thing and returns the same object.
 */
public final class SmallVault {

    public Hashing hashing = Hashing.DEFAULT;
    public final List<Hub> hubs = new ArrayList<>();
    public final List<Link> links = new ArrayList<>();
    public final List<Satellite> satellites = new ArrayList<>();
    public final List<Reference> references = new ArrayList<>();
    public final List<Column> columns = new ArrayList<>();
    public final List<Source.KeyUse> keys = new ArrayList<>();
    public Optional<String> sequence = Optional.empty();
    public boolean tracked = true;
    public Delivery delivery = new Delivery.Delta();
    public List<String> oneRowPer = List.of("order");

    /** Hubs order and customer, link order_customer, satellite order_amounts (gross, vat) and the link's effectivity. */
    public static SmallVault orders() {
        SmallVault vault = new SmallVault();
        vault.column("order_no", DataType.VARCHAR)
                .column("customer_no", DataType.VARCHAR)
                .column("gross", DataType.decimal(12, 2))
                .column("vat", DataType.INTEGER);
        vault.hub("order", key("order_id", DataType.VARCHAR)).uses("order", "order", "order_no");
        vault.hub("customer", key("customer_id", DataType.VARCHAR)).uses("customer", "customer", "customer_no");
        vault.links.add(link("order_customer", List.of(), participant("order"), participant("customer")));
        vault.satellites.add(satellite("order_amounts", "order", "gross", "vat"));
        vault.satellites.add(effectivity("order_customer_effectivity", "order_customer", "order"));
        return vault;
    }

    public SmallVault with(Consumer<SmallVault> change) {
        change.accept(this);
        return this;
    }

    public SmallVault column(String name, DataType type) {
        columns.removeIf(column -> column.name().equals(name));
        columns.add(
                new Column(name, "", type, new Column.Origin.Field(name), Reading.plain(ZoneOffset.UTC), Checks.NONE));
        return this;
    }

    public SmallVault hub(String name, KeyColumn... key) {
        hubs.removeIf(hub -> hub.name().equals(name));
        hubs.add(new Hub(name, "", List.of(key), List.of(), Hub.NullKey.UNKNOWN, Optional.empty()));
        return this;
    }

    public SmallVault uses(String name, String hub, String... from) {
        keys.removeIf(key -> key.name().equals(name));
        keys.add(new Source.KeyUse(name, hub, List.of(from)));
        return this;
    }

    /** Replaces the satellite of the same name. */
    public SmallVault satellite(Satellite satellite) {
        satellites.removeIf(each -> each.name().equals(satellite.name()));
        satellites.add(satellite);
        return this;
    }

    /** Replaces the link of the same name. */
    public SmallVault link(Link link) {
        links.removeIf(each -> each.name().equals(link.name()));
        links.add(link);
        return this;
    }

    public Vault build() {
        Source source = new Source(
                "orders",
                "",
                "shop.orders",
                new FilePattern("*.csv", List.of(new FilePattern.AnyCharacters(), new FilePattern.Literal(".csv"))),
                CsvFormat.DEFAULT,
                delivery,
                keys,
                oneRowPer,
                sequence,
                new Source.LoadDateRule.RunStart(),
                false,
                columns,
                Set.of(),
                Set.of(),
                Set.of(),
                tracked,
                Optional.empty(),
                Source.NewColumn.FAIL);
        return new Vault(
                "small",
                "",
                ZoneOffset.UTC,
                hashing,
                Vault.DEFAULT_REJECTS_STOP_ABOVE,
                true,
                Naming.DEFAULT,
                List.of(source),
                hubs,
                links,
                satellites,
                references,
                BusinessVault.NONE,
                List.of(),
                GhostRecords.LIERNE,
                NullKeys.UNKNOWN,
                Publishing.DEFAULT);
    }

    public static KeyColumn key(String name, DataType type) {
        return new KeyColumn(name, type, Cleaning.NONE);
    }

    public static Participant participant(String hub) {
        return new Participant(hub, hub);
    }

    public static Link link(String name, List<Link.DependentChildKey> child, Participant... connects) {
        return new Link(name, "", List.of(connects), child, "orders", Optional.empty());
    }

    public static Link event(String name, List<String> columns, Participant... connects) {
        return new Link(
                name, "", Link.Kind.NON_HISTORIZED, List.of(connects), List.of(), "orders", columns, Optional.empty());
    }

    public static DescriptiveSatellite satellite(String name, String hub, String... columns) {
        return new DescriptiveSatellite(
                name, "", new Parent.OfHub(hub, hub), "orders", Arrays.asList(columns), false, Optional.empty());
    }

    public static EffectivitySatellite effectivity(String name, String link, String... drivingKey) {
        return new EffectivitySatellite(
                name, "", new Parent.OfLink(link), "orders", List.of(drivingKey), Optional.empty());
    }
}
