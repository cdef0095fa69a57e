package org.lierne.loader.erasure;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.erasure.Erasing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;
import org.lierne.loader.stage.Session;

/** Where the ledger holds texts of deliveries: refused records, and what was said of records and files. */
final class LedgerTexts {

    /** Shorter texts stand in many messages that are about something else. */
    static final int DISTINCTIVE = 4;

    private final Vault vault;
    private final Hub hub;
    private final Session session;

    LedgerTexts(Vault vault, Hub hub, Session session) {
        this.vault = vault;
        this.hub = hub;
        this.session = session;
    }

    /**
     * Of refused records that could not be taken apart no key could be read; those of deliveries that were left out have no
     * place in the vault; and those of sources that know nothing of the key may stand in a file that another source reads.
     * They are the person's if they hold the key as a word, an e-mail address, or two things that are said of the person.
     */
    void find() throws SQLException {
        String sources = ErasedColumns.of(vault, hub).stream()
                .map(each -> "'" + each.source().name() + "'")
                .collect(Collectors.joining(", "));
        if (sources.isEmpty()) {
            return;
        }
        session.execute("""
                insert into %1$s
                select reject.source, reject.delivery_id, reject.record_number, []::varchar[]
                from audit.reject as reject
                where (reject.source not in (%3$s) or reject.delivery_id not in (select delivery_id from audit.delivery) or not exists (
                    select 1 from audit.reject_error as error
                    where error.delivery_id = reject.delivery_id and error.record_number = reject.record_number
                      and error.column_name is not null
                  ))
                  and (exists (
                    select 1 from %2$s as texts
                    where texts.is_key and regexp_matches(
                      reject.raw_text, '(^|[^A-Za-z0-9])' || regexp_escape(texts.value) || '([^A-Za-z0-9]|$)'
                    )
                  ) or exists (
                    select 1 from %2$s as texts
                    where contains(texts.value, '@') and contains(reject.raw_text, texts.value)
                  ) or (
                    select count(*) from %2$s as texts
                    where length(texts.value) >= 4 and contains(reject.raw_text, texts.value)
                  ) >= 2)""".formatted(Erasing.FOUND, Erasing.TEXTS, sources));
    }

    /**
     * Empties what is kept of the records.
     *
     * @param rows gets how many rows were changed, by table
     */
    void erase(Map<String, Long> rows) throws SQLException {
        rows.merge(
                "audit.reject",
                session.execute("update audit.reject as reject set raw_text = '' where exists ("
                        + "select 1 from " + Erasing.RECORDS
                        + " as records where records.delivery_id = reject.delivery_id"
                        + " and records.record_number = reject.record_number)"),
                Long::sum);
        rows.merge(
                "audit.reject_error",
                session.execute("update audit.reject_error as error set message = 'erased'"
                        + " where exists (select 1 from " + Erasing.RECORDS + " as records where records.delivery_id ="
                        + " error.delivery_id and records.record_number = error.record_number)"),
                Long::sum);
        for (Map.Entry<String, String> told : Map.of(
                        "failed_delivery", "message",
                        "run", "message",
                        "delivery", "warnings")
                .entrySet()) {
            rows.merge("audit." + told.getKey(), scrub(told.getKey(), told.getValue(), ""), Long::sum);
        }
        rows.merge("audit.step", scrub("step", "statement", "texts.is_key and "), Long::sum);
    }

    private long scrub(String table, String column, String which) throws SQLException {
        return session.execute("update audit." + table + " as told set " + column + " = 'erased' where exists ("
                + "select 1 from " + Erasing.TEXTS + " as texts where " + which + "length(texts.value) >= "
                + DISTINCTIVE
                + " and contains(told." + column + ", texts.value))");
    }
}
