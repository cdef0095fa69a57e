package org.lierne.loader.erasure;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.lierne.core.LierneException;
import org.lierne.core.erasure.ErasedKey;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.trace.Subject;
import org.lierne.loader.audit.Erasures;
import org.lierne.loader.audit.ForgottenKeys;
import org.lierne.loader.businessvault.BusinessVaultBuild;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.Session;
import org.lierne.loader.trace.KeyReader;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.VaultPresence;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WriteClaim;

/**
 * Takes a person out of a vault. First copies of deliveries are written anew beside the old ones; then one transaction changes
 * all tables, and lists the files that are to go; then these go, and the database file is written anew. A process that is
 * killed leaves the vault as it was, or as it is afterwards with files that are still listed: erasing again goes on.
 * Not safe for use by several threads at once.
 */
public final class Eraser {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final Vault vault;
    private final VaultSchema schema;
    private final Warehouse warehouse;
    private final Connection connection;

    /** @param schema the tables as loads write them */
    public Eraser(Vault vault, VaultSchema schema, Warehouse warehouse) {
        this.vault = vault;
        this.schema = schema;
        this.warehouse = warehouse;
        this.connection = warehouse.connection();
    }

    /** What is done once the vault has changed, before files are taken out. */
    @FunctionalInterface
    public interface Afterwards {
        /** @param run the last run of the kind {@code forget} */
        void accept(long run);
    }

    /**
     * Erases a key, and ends what an earlier erasure has left. A database file is written anew, and its warehouse is closed
     * then; a database in memory, or of a host, is not, and the report says so.
     *
     * @param afterwards for what rests on the vault: it is called even if only an interrupted erasure is ended
     * @throws LierneException {@code unknown_subject}, {@code key_unreadable}, {@code key_not_found},
     *     {@code key_erased_already}, {@code key_not_erasable}, {@code reason_missing}, {@code reason_names_key},
     *     {@code forget_failed}, or a code of {@link EngineFailure}
     */
    public ErasureReport erase(ErasureRequest request, RunListener listener, Afterwards afterwards) {
        boolean[] committed = {false};
        try {
            VaultPresence.require(connection);
            Hub hub = hub(request.hub());
            Subject subject = new Subject.OfHub(hub);
            KeyReader keys = new KeyReader(vault, connection);
            String hash = keys.hash(subject, request.key(), request.hash());
            requireReason(request);
            List<Erasures.Unfinished> unfinished = new Erasures(connection).unfinished();
            if (!isStored(hub, hash)) {
                if (!unfinished.isEmpty() && !request.isTrial()) {
                    committed[0] = true;
                    return resume(request, unfinished, listener, afterwards);
                }
                throw absent(hub, subject, keys, request, hash);
            }
            if (ErasedKey.replaced(vault, hub).isEmpty()) {
                throw notErasable(hub);
            }
            SameKeys same = new SameKeys(vault, DIALECT, connection);
            List<String> others = same.of(hub, hash);
            List<String> all = new ArrayList<>(List.of(hash));
            if (request.withSame()) {
                all.addAll(others);
            }
            List<String> named = request.withSame() ? List.of() : same.businessKeys(hub, others);
            List<ErasureReport> reports = new ArrayList<>();
            for (String each : all) {
                WriteClaim claim = WriteClaim.take(connection);
                try {
                    reports.add(new KeyErasure(vault, schema, DIALECT, warehouse, hub, each, request, listener).run());
                } finally {
                    claim.giveBack();
                }
                committed[0] |= !request.isTrial();
            }
            ErasureReport report = together(reports, named, request);
            return request.isTrial()
                    ? report
                    : report.leaving(finish(report.run().getAsLong(), listener, afterwards));
        } catch (SQLException failed) {
            throw failure(failed, committed[0]);
        } catch (IOException failed) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "forget_failed",
                    "A file could not be written: " + failed.getMessage() + ". " + state(committed[0]),
                    "Make room or give permission, and run the same command again.",
                    failed);
        }
    }

    /**
     * Lets a key that was erased come back, if it is delivered again. What was erased stays erased: nothing leads to it.
     *
     * @return whether it was kept out
     * @throws LierneException {@code unknown_subject}, {@code key_unreadable}, {@code reason_missing}, {@code forget_failed}
     */
    public boolean lift(ErasureRequest request) {
        try {
            VaultPresence.require(connection);
            Hub hub = hub(request.hub());
            String hash = new KeyReader(vault, connection).hash(new Subject.OfHub(hub), request.key(), request.hash());
            requireReason(request);
            boolean wasForgotten = new ForgottenKeys(connection).isForgotten(hub.name(), hash);
            if (wasForgotten && !request.isTrial()) {
                new Session(warehouse.connection(), RunListener.SILENT, Optional.empty()).inTransaction(() -> {
                    new ForgottenKeys(connection).lift(hub.name(), hash);
                    new Erasures(connection)
                            .recordLifted(new Erasures.Request(
                                    hub.name(),
                                    request.reason(),
                                    request.requestedBy(),
                                    LocalDateTime.now(ZoneOffset.UTC)));
                });
            }
            return wasForgotten;
        } catch (SQLException failed) {
            throw failure(failed, false);
        }
    }

    private static String state(boolean isCommitted) {
        return isCommitted
                ? "The key is erased from the tables of the vault; files may hold it still."
                : "The vault is as it was before.";
    }

    private static LierneException failure(SQLException failed, boolean isCommitted) {
        return EngineFailure.of(failed)
                .map(engine -> engine.exception("The erasure", state(isCommitted), failed))
                .orElseGet(() -> new LierneException(
                        LierneException.Category.FAILED,
                        "forget_failed",
                        "The erasure failed: " + EngineFailure.sentence(failed) + " " + state(isCommitted),
                        "If the metadata have changed, migrate first: lierne migrate. Then run the same command again.",
                        failed));
    }

    private Hub hub(String name) {
        return vault.hubs().stream()
                .filter(hub -> hub.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LierneException(
                        LierneException.Category.USAGE,
                        "unknown_subject",
                        "There is no hub \"" + name + "\". Nothing was changed.",
                        "Keys of hubs are erased; there is: "
                                + vault.hubs().stream()
                                        .map(Hub::name)
                                        .collect(java.util.stream.Collectors.joining(", "))
                                + "."));
    }

    /** The reason is kept; what is erased must not be kept with it. */
    private static void requireReason(ErasureRequest request) {
        if (request.reason().isBlank() && !request.isTrial()) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "reason_missing",
                    "An erasure is recorded with its reason, and none is given. Nothing was changed.",
                    "Say why: --reason \"request of 3 March\"");
        }
        String said = (request.reason() + "\n" + request.requestedBy()).toLowerCase(Locale.ROOT);
        boolean namesKey = request.key().stream()
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> part.length() > 2)
                .anyMatch(said::contains);
        if (namesKey) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "reason_names_key",
                    "The reason, or who asked, holds the key, and is recorded. Nothing was changed.",
                    "Say it without the key, for example by the number of the request.");
        }
    }

    private boolean isStored(Hub hub, String hash) throws SQLException {
        return new SameKeys(vault, DIALECT, connection).isStored(hub, hash);
    }

    private LierneException absent(Hub hub, Subject subject, KeyReader keys, ErasureRequest request, String hash)
            throws SQLException {
        if (new ForgottenKeys(connection).isForgotten(hub.name(), hash)) {
            return new LierneException(
                    LierneException.Category.FAILED,
                    "key_erased_already",
                    "This key of \"" + hub.name() + "\" was erased already, and nothing is stored on it.",
                    "What was erased when stands in audit.erasure.");
        }
        return keys.notFound(subject, request.key(), hash);
    }

    private static LierneException notErasable(Hub hub) {
        return new LierneException(
                LierneException.Category.FAILED,
                "key_not_erasable",
                "Every part of the key of \"" + hub.name() + "\" is part of other keys too, which would change with it."
                        + " Nothing was changed.",
                null);
    }

    private static ErasureReport together(List<ErasureReport> reports, List<String> same, ErasureRequest request) {
        ErasureReport first = reports.get(0);
        List<ErasureReport.Count> counts = new ArrayList<>();
        List<String> left = new ArrayList<>();
        OptionalLong run = first.run();
        OptionalLong erasure = first.erasure();
        long records = 0;
        for (ErasureReport each : reports) {
            each.counts().forEach(count -> merge(counts, count));
            each.left().stream().filter(sentence -> !left.contains(sentence)).forEach(left::add);
            run = each.run();
            erasure = each.erasure();
            records += each.records();
        }
        return new ErasureReport(request.isTrial(), erasure, run, records, counts, same, left, first.outside(), false);
    }

    private static void merge(List<ErasureReport.Count> counts, ErasureReport.Count more) {
        for (int place = 0; place < counts.size(); place++) {
            ErasureReport.Count known = counts.get(place);
            if (known.kind().equals(more.kind()) && known.name().equals(more.name())) {
                counts.set(place, new ErasureReport.Count(more.kind(), more.name(), known.items() + more.items()));
                return;
            }
        }
        counts.add(more);
    }

    private ErasureReport resume(
            ErasureRequest request, List<Erasures.Unfinished> unfinished, RunListener listener, Afterwards afterwards)
            throws SQLException, IOException {
        Erasures.Unfinished last = unfinished.get(unfinished.size() - 1);
        List<String> left = finish(last.runId(), listener, afterwards);
        return new ErasureReport(
                false,
                OptionalLong.of(last.id()),
                OptionalLong.of(last.runId()),
                0,
                List.of(),
                List.of(),
                left,
                KeyErasure.outside(request),
                true);
    }

    /**
     * Builds what is derived, takes out files, and writes the database anew.
     *
     * @return what is left, a sentence each
     */
    private List<String> finish(long run, RunListener listener, Afterwards afterwards)
            throws SQLException, IOException {
        new BusinessVaultBuild(vault, schema, DIALECT, warehouse).build(run, listener);
        List<String> left = new ArrayList<>();
        RuntimeException failed = null;
        try {
            afterwards.accept(run);
        } catch (RuntimeException notPublished) {
            // What holds the person goes in any case.
            failed = notPublished;
        }
        for (Path file : new OwnFiles(warehouse).remove()) {
            left.add("The file \"" + file + "\" could not be removed; run the same command again.");
        }
        Optional<Path> file = warehouse.file();
        if (file.isEmpty()) {
            new Erasures(connection).finish(currentCatalog());
            checkpoint();
            left.add("The database is held by the program that opened it: blocks that the engine has freed may hold"
                    + " what was erased until they are used again. Write it anew: attach a new file, \"copy from database"
                    + " … to …\", and go on with that.");
        } else if (left.isEmpty()) {
            Compaction.compact(warehouse);
            OwnFiles.removeFolder(file.get().resolveSibling(file.get().getFileName() + ".work"));
            OwnFiles.removeFolder(file.get().resolveSibling(file.get().getFileName() + ".tmp"));
        }
        if (failed != null) {
            throw failed;
        }
        return left;
    }

    private String currentCatalog() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select current_database()")) {
            found.next();
            return "\"" + found.getString(1).replace("\"", "\"\"") + "\"";
        }
    }

    private void checkpoint() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException othersAreAtWork) {
            // The host's transactions keep the log open; its own next checkpoint does it.
        }
    }
}
