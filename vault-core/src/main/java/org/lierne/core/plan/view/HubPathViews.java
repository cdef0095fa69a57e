package org.lierne.core.plan.view;

import org.lierne.core.model.Hashing;
import org.lierne.core.model.Link;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * Where the ways lead that links of a hub with itself make: from a duplicate to its master, from a child to all that lie
 * above it. The link's rows stay as they were stated; these views follow the rows in force. A key that is stated to be
 * its own master or parent, or to have an unknown one, is at an end of the way.
 *
 * <p>Where statements lead in a circle, {@code union} without {@code all} lets the recursion end on an engine that takes
 * it step by step. An engine that limits its depth instead fails there, as it does on longer ways.
 */
final class HubPathViews {

    private final Vault vault;
    private final SqlText text;
    private final String unknownKey;

    HubPathViews(Vault vault, Dialect dialect) {
        Hashing hashing = vault.hashing();
        this.vault = vault;
        this.text = new SqlText(dialect);
        this.unknownKey = text.render(dialect.hashes().unknownKey(hashing));
    }

    /**
     * One row per key of the hub, in the duplicate's role, with its master: the key itself where it is no duplicate. Of
     * several masters the least key stands for all, and of a circle, which has none, the least key of the circle.
     */
    String masters(Link link) {
        String master = hashKey(link, 0);
        String duplicate = hashKey(link, 1);
        return """
                with recursive
                %1$s,
                ends as (
                  select
                    %2$s,
                    count(case when is_master then 1 end) as masters,
                    coalesce(min(case when is_master then %3$s end), min(case when is_in_circle then %3$s end)) as %3$s
                  from (
                    select
                      %2$s,
                      %3$s,
                      %3$s not in (select %2$s from stated) as is_master,
                      %3$s in (select %2$s from circles) as is_in_circle
                    from reached
                  ) as judged
                  group by %2$s
                )
                select
                  hub.%4$s as %2$s,
                  coalesce(ends.%3$s, hub.%4$s) as %3$s,
                  coalesce(ends.masters, 1) as masters
                from %5$s as hub
                left join ends on ends.%2$s = hub.%4$s""".formatted(steps(link, duplicate, master), duplicate, master, ownKey(link), hub(link));
    }

    /**
     * One row per key of the hub and key that lies above it, itself included, with the fewest steps between them. A way
     * ends where a circle begins: of a key in a circle there is its parent, and nothing above that.
     */
    String ancestors(Link link) {
        String child = hashKey(link, 0);
        String parent = hashKey(link, 1);
        return """
                with recursive
                %1$s,
                ways (%2$s, %3$s, distance) as (
                  select %2$s, %3$s, 1
                  from stated
                  union
                  select ways.%2$s, stated.%3$s, ways.distance + 1
                  from ways
                  join stated on stated.%2$s = ways.%3$s
                  where ways.%3$s not in (select %2$s from circles)
                ),
                nearest as (
                  select hub.%4$s as %2$s, hub.%4$s as %3$s, 0 as distance
                  from %5$s as hub
                  union all
                  select %2$s, %3$s, min(distance) as distance
                  from ways
                  where %2$s <> %3$s
                  group by %2$s, %3$s
                )
                select %2$s, %3$s, distance, %3$s in (select %2$s from circles) as is_in_circle
                from nearest""".formatted(steps(link, child, parent), child, parent, ownKey(link), hub(link));
    }

    /** What is stated, which keys are reached from which, and those that are reached from themselves. */
    private String steps(Link link, String from, String to) {
        return """
                stated as (
                  select distinct %1$s, %2$s
                  from %3$s
                  where %1$s <> %2$s
                    and %1$s <> %4$s
                    and %2$s <> %4$s
                ),
                reached (%1$s, %2$s) as (
                  select %1$s, %2$s
                  from stated
                  union
                  select reached.%1$s, stated.%2$s
                  from reached
                  join stated on stated.%1$s = reached.%2$s
                ),
                circles as (
                  select %1$s
                  from reached
                  where %1$s = %2$s
                )""".formatted(from, to, SqlText.raw(Names.inForce(link)), unknownKey);
    }

    private String hashKey(Link link, int participant) {
        return text.name(Names.hashKey(link.connects().get(participant).name()));
    }

    private String ownKey(Link link) {
        return text.name(Names.hashKey(link.connects().get(0).hub()));
    }

    private String hub(Link link) {
        return SqlText.raw(Names.table(vault.hub(link.connects().get(0).hub())));
    }
}
