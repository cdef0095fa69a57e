package org.lierne.marts.trace;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.model.Mart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.trace.Subject;
import org.lierne.core.trace.TracePlan;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.trace.Tracer;

/**
 * Tells what rows of a mart rest on: the keys that they name (hash keys of hubs and links, or business keys), each traced
 * in the tables that the mart reads. Of figures over many keys, it tells the tables, and what is stored on the keys that
 * the row has.
 */
public final class MartTracer {

    private static final int MOST_KEYS = 20;

    private final Vault vault;
    private final VaultSchema schema;
    private final Tracer tracer;

    /** @param schema the tables as loads write them */
    public MartTracer(Vault vault, VaultSchema schema, Connection connection) {
        this.vault = vault;
        this.schema = schema;
        this.tracer = new Tracer(vault, schema, connection);
    }

    /**
     * Traces rows.
     *
     * @param rows of the mart, by column
     * @param like how each key is traced: its span, and whether with raw records; the rest of it does not count
     * @throws LierneException {@code unknown_mart}, {@code too_many_keys}, and as {@link Tracer#trace} does
     */
    public MartTrace trace(String mart, List<Map<String, @Nullable Object>> rows, TraceRequest like) {
        Mart described = vault.marts().stream()
                .filter(each -> each.name().equals(mart))
                .findFirst()
                .orElseThrow(() -> new LierneException(
                        LierneException.Category.USAGE,
                        "unknown_mart",
                        "There is no mart \"" + mart + "\".",
                        "There is: " + vault.marts().stream().map(Mart::name).collect(Collectors.joining(", ")) + "."));
        MartTables tables = MartTables.of(vault, schema, mart);
        Set<KeysOfRow.Named> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.addAll(new KeysOfRow(vault).of(row)));
        if (keys.size() > MOST_KEYS) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "too_many_keys",
                    "These rows of \"" + mart + "\" name " + keys.size() + " keys; no more than " + MOST_KEYS
                            + " are traced at once.",
                    "Ask for fewer rows, by more conditions.");
        }
        List<Timeline> timelines = new ArrayList<>();
        Set<String> untold = new TreeSet<>(tables.stored());
        for (KeysOfRow.Named key : keys) {
            Set<String> wanted = wanted(key.subject(), tables);
            if (!wanted.isEmpty()) {
                untold.removeAll(wanted);
                timelines.add(tracer.trace(request(key, like).inTables(wanted)));
            }
        }
        return new MartTrace(
                mart, List.copyOf(tables.stored()), timelines, notes(described, tables, timelines, untold));
    }

    private static TraceRequest request(KeysOfRow.Named key, TraceRequest like) {
        return new TraceRequest(
                key.subject(), key.key(), key.hash(), Set.of(), like.span(), like.repeats(), like.archive());
    }

    /** The tables in which a trace of the key finds what the mart reads. */
    private Set<String> wanted(String name, MartTables tables) {
        Subject subject = Subject.named(vault, name).orElseThrow();
        return new TracePlan(vault, schema, DuckDbDialect.INSTANCE, subject, "00")
                .names().stream().filter(tables.stored()::contains).collect(Collectors.toSet());
    }

    private static List<String> notes(Mart mart, MartTables tables, List<Timeline> timelines, Set<String> untold) {
        List<String> notes = new ArrayList<>();
        if (timelines.isEmpty()) {
            notes.add(
                    "The rows name no key of a hub or link, so it cannot be told which rows of these tables they rest on.");
        }
        if (!timelines.isEmpty() && !untold.isEmpty()) {
            notes.add("The mart also reads " + String.join(", ", untold)
                    + ", where rows are found by keys that its own rows" + " do not name.");
        }
        if (!tables.derived().isEmpty()) {
            notes.add("It reads " + String.join(", ", tables.derived()) + ", which is derived from the raw vault.");
        }
        if (mart instanceof SqlMart) {
            notes.add(
                    "The mart is a query of its own: what is told is all that it reads of these keys, whatever it makes"
                            + " of it.");
        }
        return notes;
    }
}
