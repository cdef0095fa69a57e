package org.lierne.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;

/** The tables of the raw vault: each by its name and with its purpose while they are few, else by kind. */
public final class VaultTables {

    private static final int FEW = 12;

    private VaultTables() {}

    /** @param one what a row of it is */
    private record Kind(String one, String many, String purpose) {}

    private static final Kind HUB = new Kind("hub", "hubs", "one row per business key");
    private static final Kind LINK = new Kind("link", "links", "one row per relationship");
    private static final Kind EVENT_LINK = new Kind(
            "non-historized link", "non-historized links", "one row per thing that happened, which never changes");
    private static final Kind SATELLITE = new Kind("satellite", "satellites", "one row per change");
    private static final Kind EVENT_SATELLITE =
            new Kind("non-historized satellite", "non-historized satellites", "more about what happened");
    private static final Kind EFFECTIVITY =
            new Kind("effectivity satellite", "effectivity satellites", "one row per change of who belongs to whom");
    private static final Kind MULTI_ACTIVE = new Kind(
            "multi-active satellite", "multi-active satellites", "several rows at once per key, compared as a set");
    private static final Kind STATUS =
            new Kind("status satellite", "status satellites", "one row per coming and going");
    private static final Kind REFERENCE = new Kind("reference table", "reference tables", "codes and what they mean");
    private static final Kind TRACKING =
            new Kind("tracking table", "tracking tables", "one row per record, for trace and late deliveries");

    private static final Kind BOOKKEEPING =
            new Kind("bookkeeping table", "bookkeeping tables", "what full deliveries held, to tell what is gone");

    private static final class Total {
        private int tables;
        private long rows;
    }

    public static void show(Page page, Findings findings) {
        List<String> tables = findings.vault(VaultTables.class, "tables.sql").stream()
                .map(row -> Objects.toString(row.get(0)))
                .toList();
        page.section("What the vault keeps, in rows");
        if (tables.size() <= FEW) {
            for (String table : tables) {
                Kind kind = kind(table, findings.metadata());
                page.line(row(table, findings.count(table), kind.purpose()));
            }
            return;
        }
        Map<Kind, Total> totals = new LinkedHashMap<>();
        for (String table : tables) {
            Total total = totals.computeIfAbsent(kind(table, findings.metadata()), kind -> new Total());
            total.tables++;
            total.rows += findings.count(table);
        }
        List<String> cells = new ArrayList<>();
        totals.forEach((kind, total) ->
                cells.add(DisplayText.pad(Amounts.count(total.tables, kind.one(), kind.many()), 28, false)
                        + DisplayText.pad(Amounts.count(total.rows), 9, true)));
        for (int first = 0; first < cells.size(); first += 2) {
            page.line(String.join("    ", cells.subList(first, Math.min(first + 2, cells.size()))));
        }
    }

    private static String row(String name, long rows, String purpose) {
        return DisplayText.pad(name, 28, false) + DisplayText.pad(Amounts.count(rows), 10, true) + "  " + purpose;
    }

    private static Kind kind(String table, Optional<Vault> metadata) {
        if (table.startsWith("hub_")) {
            return HUB;
        }
        if (table.startsWith("link_")) {
            return isNonHistorized(table, metadata) ? EVENT_LINK : LINK;
        }
        if (table.startsWith("sat_")) {
            return metadata.stream()
                    .flatMap(vault -> vault.satellites().stream())
                    .filter(satellite -> Names.table(satellite).equals(table))
                    .map(VaultTables::kind)
                    .findFirst()
                    .orElse(SATELLITE);
        }
        if (table.startsWith("ref_")) {
            return REFERENCE;
        }
        return table.startsWith("tracking_") ? TRACKING : BOOKKEEPING;
    }

    private static boolean isNonHistorized(String table, Optional<Vault> metadata) {
        return metadata.stream()
                .flatMap(vault -> vault.links().stream())
                .filter(link -> Names.table(link).equals(table))
                .anyMatch(Link::isNonHistorized);
    }

    private static Kind kind(Satellite satellite) {
        if (satellite instanceof EffectivitySatellite) {
            return EFFECTIVITY;
        }
        if (satellite instanceof StatusSatellite) {
            return STATUS;
        }
        if (satellite instanceof MultiActiveSatellite) {
            return MULTI_ACTIVE;
        }
        return satellite instanceof NonHistorizedSatellite ? EVENT_SATELLITE : SATELLITE;
    }
}
