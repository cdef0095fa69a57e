package org.lierne.core.plan.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * What of deliveries that are staged again is what was loaded of them. Metadata may have changed since: a record that was
 * rejected may be readable now, and its key another. Only what was loaded is in the vault, so nothing else may be added
 * to it.
 */
final class ReadAgain {

    private final Vault vault;
    private final VaultSchema schema;
    private final Source source;
    private final SqlText text;

    ReadAgain(Vault vault, VaultSchema schema, Source source, SqlText text) {
        this.vault = vault;
        this.schema = schema;
        this.source = source;
        this.text = text;
    }

    /** The query of the numbers of staged rows that were not loaded, or with another key or load date. */
    String strangeRows() {
        String rejected = """
                  select staged._row
                  from %1$s as staged
                  join audit.reject as rejected
                    on rejected.delivery_id = staged.delivery_id and rejected.record_number = staged.record_number
                  where not exists (
                    select 1 from audit.replay as replay
                    where replay.delivery_id = rejected.delivery_id and replay.record_number = rejected.record_number
                  )
                  union all
                  select staged._row
                  from %1$s as staged
                  join audit.erased_record as erased
                    on erased.delivery_id = staged.delivery_id and erased.record_number = staged.record_number
                  where erased.fate <> 'accepted'""".formatted(Stage.stage(source));
        if (!source.tracked()) {
            return rejected;
        }
        String tracking = SqlText.raw(schema.trackedRows(source));
        return """
                  select staged._row
                  from %1$s as staged
                  left join %2$s as tracked
                    on %3$s
                  where tracked.delivery_id is null
                    and staged.delivery_id in (select delivery_id from %2$s)
                  union all
                %4$s""".formatted(Stage.stage(source), tracking, sameRow(), rejected);
    }

    /** The query of the numbers of staged rows of records that are not listed to be taken. */
    String unlistedRows() {
        return """
                  select staged._row
                  from %s as staged
                  where not exists (
                    select 1 from %s as listed
                    where listed.delivery_id = staged.delivery_id and listed.record_number = staged.record_number
                  )""".formatted(Stage.stage(source), Stage.REPLAYED);
    }

    /** The query of the number of tracked rows, of deliveries that are staged again, without a staged row. */
    String countMissing() {
        if (!source.tracked()) {
            return "select 0";
        }
        return """
                select count(*)
                from %1$s as tracked
                left join %2$s as staged
                  on staged.delivery_id = tracked.delivery_id
                  and staged.record_number = tracked.record_number
                  and staged.row_number = tracked.row_number
                where staged.delivery_id is null
                  and tracked.delivery_id in (select delivery_id from %3$s)""".formatted(SqlText.raw(schema.trackedRows(source)), Stage.stage(source), Stage.pending(source));
    }

    private String sameRow() {
        List<String> conditions = new ArrayList<>();
        for (String column : List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, Names.LOAD_DATE)) {
            conditions.add("tracked." + column + " = staged." + column);
        }
        List<String> known = schema.table(Names.tracking(source)).columnNames();
        List<String> keys = new ArrayList<>();
        source.keys().forEach(key -> keys.add(Names.hashKey(key.name())));
        vault.linksOf(source).forEach(link -> keys.add(Names.hashKey(link.name())));
        keys.stream()
                .filter(known::contains)
                .map(key -> "(" + text.name("tracked", key) + " is null or " + text.name("tracked", key) + " = "
                        + text.name("staged", key) + ")")
                .forEach(conditions::add);
        return conditions.stream().collect(Collectors.joining("\n    and "));
    }
}
