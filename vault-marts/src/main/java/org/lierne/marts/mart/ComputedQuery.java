package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.ComputedColumn;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;

/**
 * What a computed satellite says of each key last. One row per key: the hash key as {@code customer_hk}, the business key, the
 * payload, {@code load_date} (up to when the data went, in UTC), {@code record_source} (the method and its version) and {@code
 * run_id} (the run that said so first).
 */
final class ComputedQuery {

    private ComputedQuery() {}

    static String of(Hub hub, ComputedMart mart) {
        String key = Sql.name(Names.hashKey(hub.name()));
        List<String> select = new ArrayList<>();
        select.add("latest." + key + " as customer_hk");
        hub.key().stream().map(KeyColumn::name).forEach(name -> select.add("hub." + Sql.name(name)));
        mart.columns().stream().map(ComputedColumn::name).forEach(name -> select.add("latest." + Sql.name(name)));
        List.of(Names.LOAD_DATE, Names.RECORD_SOURCE, Names.RUN_ID).forEach(name -> select.add("latest." + name));
        return """
                with latest as (
                    select *
                    from %1$s
                    qualify row_number() over (partition by %2$s order by run_id desc) = 1
                )
                select
                    %3$s
                from latest
                join %4$s as hub on hub.%2$s = latest.%2$s
                where not latest.is_gone""".formatted(
                        Sql.column(Table.BUSINESS_VAULT, Names.computed(mart)),
                        key,
                        Sql.list(select, 4),
                        Sql.rawVault(Names.table(hub)));
    }
}
