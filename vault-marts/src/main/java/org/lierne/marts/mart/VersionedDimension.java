package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/**
 * Compiles a dimension of type 2. The versions of a key begin at its first-seen date (1900-01-01 for the zero
 * keys) and follow each other without gap or overlap; a satellite that starts later leaves NULLs before.
 * The dates at which anything changes are put together, the attributes are looked up at each, and a version that equals
 * its predecessor, as a change undone within one load date leaves it, is dropped. A link on the way is read as it was
 * in force at the date if it has an effectivity satellite, else as it is in force now.
 */
final class VersionedDimension {

    private final Vault vault;
    private final VaultSchema schema;
    private final Hub hub;
    private final Route route;
    private final List<Attribute> attributes;
    private final String key;

    /** The CTE of the step, by participant that it leads to. */
    private final Map<String, String> stepTo = new LinkedHashMap<>();

    VersionedDimension(Vault vault, VaultSchema schema, Hub hub, Route route, List<Attribute> attributes) {
        this.vault = vault;
        this.schema = schema;
        this.hub = hub;
        this.route = route;
        this.attributes = attributes;
        this.key = Sql.name(Names.hashKey(hub.name()));
        route.steps().forEach(step -> step.far().forEach(far -> stepTo.put(far.name(), Names.table(step.link()))));
    }

    String sql() {
        List<String> commons = new ArrayList<>();
        commons.add(Sql.common("first_seen", firstSeen()));
        route.steps().forEach(step -> commons.add(Sql.common(Sql.name(Names.table(step.link())), way(step))));
        commons.add(Sql.common("change_dates", changeDates()));
        commons.add(Sql.common("states", states()));
        commons.add(Sql.common("versions", versions()));
        List<String> select = new ArrayList<>();
        select.add("versions." + key);
        hub.key().stream().map(KeyColumn::name).forEach(name -> select.add(Sql.column(Names.table(hub), name)));
        select.add("versions.valid_from");
        select.add("versions.valid_to");
        select.add("versions.valid_to = " + Sql.END + " as is_current");
        attributes.forEach(attribute -> select.add("versions." + Sql.name(attribute.name())));
        return Sql.with(commons)
                + """
                select
                    %s
                from versions
                join %s as %s
                    on %s = versions.%s""".formatted(
                                Sql.list(select, 4),
                                Sql.rawVault(Names.table(hub)),
                                Sql.name(Names.table(hub)),
                                Sql.column(Names.table(hub), Names.hashKey(hub.name())),
                                key);
    }

    private String firstSeen() {
        return """
                select %1$s, min(load_date) as load_date
                from (
                    select %1$s, load_date
                    from %2$s
                    union all
                    select %1$s, load_date
                    from %3$s
                ) as dates
                group by %1$s""".formatted(key, Sql.rawVault(Names.table(hub)), Sql.rawVault(Names.firstSeen(hub)));
    }

    /** From the dimension's key to what the step leads to, and when. */
    private String way(Route.Step step) {
        Link link = step.link();
        Map.Entry<String, String> join = step.joins().entrySet().iterator().next();
        String driving = Sql.column("link", Names.drivingKeyColumn(link, join.getKey()));
        String far = step.far().stream()
                .map(participant -> Sql.column("link", Names.hashKey(participant.name())))
                .collect(Collectors.joining(",\n    "));
        String intervals = Sql.indented(
                vault.effectivityOf(link)
                        .map(effectivity -> OneRow.intervals(vault, link, effectivity))
                        .orElseGet(() -> always(link)),
                4);
        Optional<String> before = Optional.ofNullable(stepTo.get(join.getValue()));
        if (before.isEmpty()) {
            return """
                    select
                        %s as root_hk,
                        %s,
                        link.valid_from,
                        link.valid_to
                    from (
                    %s
                    ) as link""".formatted(driving, far, intervals);
        }
        return """
                select
                    near.root_hk,
                    %s,
                    greatest(near.valid_from, link.valid_from) as valid_from,
                    least(near.valid_to, link.valid_to) as valid_to
                from %s as near
                join (
                %s
                ) as link
                    on %s = %s
                    and link.valid_from < near.valid_to
                    and link.valid_to > near.valid_from""".formatted(
                far, Sql.name(before.get()), intervals, driving, Sql.column("near", Names.hashKey(join.getValue())));
    }

    private String always(Link link) {
        return "select *, " + Sql.BEGINNING + " as valid_from, " + Sql.END + " as valid_to\nfrom (\n"
                + Sql.indented(OneRow.inForce(vault, link), 4)
                + "\n) as in_force";
    }

    private String changeDates() {
        List<String> dates = new ArrayList<>();
        for (Participant participant : route.reached().values()) {
            for (ReadableSatellite satellite : ReadableSatellite.ofHub(vault, schema, participant.hub())) {
                satellite.history().ifPresent(history -> dates.add(datesOf(satellite, history, participant)));
            }
        }
        for (Route.Step step : route.steps()) {
            String table = Sql.name(Names.table(step.link()));
            dates.add("select root_hk, valid_from\nfrom " + table);
            dates.add("select root_hk, valid_to\nfrom " + table);
        }
        String start = "select " + key + ", load_date as valid_from\nfrom first_seen";
        if (dates.isEmpty()) {
            return start;
        }
        return """
                %1$s
                union
                select first_seen.%2$s, dates.valid_from
                from first_seen
                join (
                %3$s
                ) as dates (root_hk, valid_from)
                    on dates.root_hk = first_seen.%2$s
                where dates.valid_from > first_seen.load_date and dates.valid_from < %4$s""".formatted(start, key, Sql.indented(String.join("\nunion all\n", dates), 4), Sql.END);
    }

    private String datesOf(ReadableSatellite satellite, String view, Participant participant) {
        String history = Sql.rawVault(view);
        String satelliteKey = Sql.name(satellite.key());
        String step = stepTo.get(participant.name());
        if (step == null) {
            return "select " + satelliteKey + ", load_date\nfrom " + history;
        }
        return """
                select way.root_hk, history.load_date
                from %s as way
                join %s as history
                    on history.%s = %s
                    and history.load_date > way.valid_from
                    and history.load_date < way.valid_to""".formatted(
                        Sql.name(step), history, satelliteKey, Sql.column("way", Names.hashKey(participant.name())));
    }

    private String states() {
        List<String> select = new ArrayList<>(List.of("change_dates." + key, "change_dates.valid_from"));
        attributes.forEach(attribute -> select.add(attribute.sql()));
        StringBuilder from = new StringBuilder("from change_dates");
        joinSatellites(from, new Participant(hub.name(), hub.name()), "change_dates." + key);
        for (Route.Step step : route.steps()) {
            String table = Names.table(step.link());
            from.append("\nleft join ").append(Sql.name(table)).append("\n    on ");
            from.append(Sql.column(table, "root_hk")).append(" = change_dates.").append(key);
            from.append("\n    and ").append(Sql.column(table, "valid_from")).append(" <= change_dates.valid_from");
            from.append("\n    and ").append(Sql.column(table, "valid_to")).append(" > change_dates.valid_from");
            for (Participant far : step.far()) {
                String hashKey = Sql.column(table, Names.hashKey(far.name()));
                from.append("\nleft join ").append(Sql.rawVault("hub_" + far.hub()));
                from.append(" as ").append(Sql.name(Attributes.hubAlias(far))).append("\n    on ");
                from.append(Sql.column(Attributes.hubAlias(far), Names.hashKey(far.hub())));
                from.append(" = ").append(hashKey);
                joinSatellites(from, far, hashKey);
            }
        }
        return "select\n    " + Sql.list(select, 4) + "\n" + from;
    }

    private void joinSatellites(StringBuilder from, Participant participant, String hashKey) {
        for (ReadableSatellite satellite : ReadableSatellite.ofHub(vault, schema, participant.hub())) {
            String alias = Sql.name(Attributes.alias(satellite, participant));
            from.append("\nleft join ")
                    .append(Sql.rawVault(satellite.history().orElse(satellite.now())))
                    .append(" as ")
                    .append(alias);
            from.append("\n    on ").append(alias).append(".").append(Sql.name(satellite.key()));
            from.append(" = ").append(hashKey);
            if (satellite.history().isPresent()) {
                from.append("\n    and ").append(alias).append(".load_date <= change_dates.valid_from");
                from.append("\n    and (").append(alias).append(".load_end_date > change_dates.valid_from");
                from.append(" or ").append(alias).append(".load_end_date is null)");
            }
        }
    }

    private String versions() {
        String end = """
                select
                    *,
                    lead(valid_from, 1, %s) over (
                        partition by %s
                        order by valid_from
                    ) as valid_to
                from\s""".formatted(Sql.END, key);
        if (attributes.isEmpty()) {
            return end + "states";
        }
        return end + """
                (
                    select
                        *,
                        row(%1$s)
                            is distinct from lag(row(%1$s)) over (
                                partition by %2$s
                                order by valid_from
                            ) as _is_change
                    from states
                ) as compared
                where _is_change""".formatted(DimensionQuery.names(attributes), key);
    }
}
