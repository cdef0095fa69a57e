package org.lierne.loader.erasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.lierne.core.LierneException;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.erasure.ErasedKey;
import org.lierne.core.erasure.Erasing;
import org.lierne.core.erasure.ErasurePlan;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;
import org.lierne.loader.audit.Erasures;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.ForgottenKeys;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.DeliveryFinder;
import org.lierne.loader.stage.Session;
import org.lierne.loader.stage.Stager;
import org.lierne.loader.stage.TableLanding;
import org.lierne.loader.warehouse.Version;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WorkFolder;

/** The erasure of one key, up to the commit: what is to be taken out after it is listed by it. */
final class KeyErasure {

    private static final String KIND = "forget";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Warehouse warehouse;
    private final Connection connection;
    private final Hub hub;
    private final String hash;
    private final ErasureRequest request;
    private final RunListener listener;
    private final ErasurePlan plan;
    private final List<String> left = new ArrayList<>();
    private final List<ErasureReport.Count> counts = new ArrayList<>();

    KeyErasure(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            Warehouse warehouse,
            Hub hub,
            String hash,
            ErasureRequest request,
            RunListener listener) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.warehouse = warehouse;
        this.connection = warehouse.connection();
        this.hub = hub;
        this.hash = hash;
        this.request = request;
        this.listener = listener;
        this.plan = new ErasurePlan(vault, schema, dialect, hub);
    }

    ErasureReport run() throws SQLException, IOException {
        LocalDateTime started = LocalDateTime.now(ZoneOffset.UTC);
        Session session = new Session(warehouse.connection(), listener, request.archive());
        try (WorkFolder work = WorkFolder.of(warehouse)) {
            List<Optional<String>> renewed = renewedParts();
            for (Statement statement : plan.find(List.of(new ErasedKey(hash, renewed)))) {
                session.execute(statement.sql());
            }
            findInCopies(session, work.path());
            session.execute(plan.judge().sql());
            for (Statement statement : plan.note()) {
                session.execute(statement.sql());
            }
            new LedgerTexts(vault, hub, session).find();
            session.execute(plan.judge().sql());
            tellWhatStays();
            long records = session.number("select count(*) from " + Erasing.RECORDS);
            List<Path> orphans = new StrayCopies(vault, connection).of(request.archive(), texts());
            return request.isTrial()
                    ? trial(session, records, orphans)
                    : erase(session, started, records, orphans, renewed, work.path());
        } finally {
            session.dropTemporary();
        }
    }

    private List<Optional<String>> renewedParts() throws SQLException {
        List<Integer> replaced = ErasedKey.replaced(vault, hub);
        List<Optional<String>> parts = new ArrayList<>();
        for (int place = 0; place < hub.key().size(); place++) {
            KeyColumn part = hub.key().get(place);
            Optional<String> value = replaced.contains(place) ? ErasedText.of(part.type()) : Optional.empty();
            if (replaced.contains(place) && value.isEmpty()) {
                throw new LierneException(
                        LierneException.Category.FAILED,
                        "key_not_erasable",
                        "No random value can take the place of \"" + part.name() + "\", which is " + part.type()
                                + ". Nothing was changed.",
                        null);
            }
            boolean isCleaned = value.isPresent() && part.type().kind() == DataType.Kind.VARCHAR;
            parts.add(isCleaned ? Optional.of(cleaned(value.get(), part)) : value);
        }
        return parts;
    }

    /** As the hub would have made it of what a file says. */
    private String cleaned(String value, KeyColumn part) throws SQLException {
        if (part.cleaning().changesNothing()) {
            return value;
        }
        String sql = text.render(dialect.reads().cleaned(DSL.inline(value), part.cleaning()));
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Records that were refused or filtered are in copies only: these are read again, where there may be such. */
    private void findInCopies(Session session, Path workFolder) throws SQLException {
        if (request.archive().isEmpty()) {
            return;
        }
        for (ErasedColumns erased : ErasedColumns.of(vault, hub)) {
            Source source = erased.source();
            Set<UUID> known = deliveriesToLookAt(source);
            List<Fills.Loaded> deliveries = new Fills(connection)
                    .loaded(source.name()).stream()
                            .filter(delivery -> delivery.archivedAs().isPresent() && known.contains(delivery.id()))
                            .toList();
            if (deliveries.isEmpty()) {
                continue;
            }
            DeliveryFinder finder = new DeliveryFinder(
                    request.landing(),
                    new TableLanding(session, workFolder),
                    request.archive(),
                    new Ledger(connection),
                    LocalDateTime.now(ZoneOffset.UTC),
                    RunListener.SILENT);
            List<Ledger.FailedDelivery> failed =
                    new Stager(vault, schema, dialect, session, workFolder).stageToLook(source, deliveries, finder);
            failed.forEach(failure ->
                    left.add("A copy could not be looked at for refused and filtered records: " + failure.message()));
            if (failed.size() < deliveries.size()) {
                session.execute(plan.findStaged(source, Stage.stage(source)).sql());
            }
            session.dropTemporary("erasing_");
        }
    }

    /** Those with records that are not tracked: refused, filtered, or of a source that tracks none, or not all. */
    private Set<UUID> deliveriesToLookAt(Source source) throws SQLException {
        String condition = source.tracked() ? " and (filtered > 0 or rejected > 0)" : "";
        Set<UUID> deliveries = new LinkedHashSet<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select delivery_id from audit.delivery where source = "
                        + text.literal(source.name())
                        + (source.trackingEnds().isPresent() ? "" : condition))) {
            while (found.next()) {
                deliveries.add(found.getObject(1, UUID.class));
            }
        }
        return deliveries;
    }

    private void tellWhatStays() throws SQLException {
        for (ErasedColumns erased : ErasedColumns.of(vault, hub)) {
            if (!erased.kept().isEmpty()) {
                left.add("Of \"" + erased.source().name() + "\", "
                        + erased.kept().stream()
                                .sorted()
                                .map(column -> "\"" + column + "\"")
                                .collect(Collectors.joining(", "))
                        + " is sensitive and stays: other keys, or which rows belong together, are made of it. If it names"
                        + " a key of a hub, erase that too.");
            }
        }
        List<String> paths = strings("select distinct delivery.source || ': ' || path from audit.delivery as delivery, "
                + Erasing.TEXTS + " as texts where texts.is_key and length(texts.value) >= " + LedgerTexts.DISTINCTIVE
                + " and contains(path, texts.value) limit 3");
        if (!paths.isEmpty()) {
            left.add("Deliveries have the key in their path, by which the ledger knows them, " + paths.size()
                    + (paths.size() == 3 ? " or more" : "") + ".");
        }
        for (String table : strings("select schema_name || '.' || table_name from duckdb_tables()"
                + " where database_name = current_database() and schema_name in ('raw_vault', 'data_vault')"
                + " and not temporary order by 1")) {
            String name = table.substring(table.indexOf('.') + 1);
            boolean isDescribed = schema.tables().stream()
                    .anyMatch(each -> each.storedName().equalsIgnoreCase(name)
                            || each.name().equalsIgnoreCase(name));
            if (!isDescribed) {
                left.add("The table \"" + table + "\" is no longer described, so what of it is personal is not known;"
                        + " drop it if it is not needed.");
            }
        }
    }

    private List<String> texts() throws SQLException {
        return strings("select value from " + Erasing.TEXTS + " where length(value) >= " + LedgerTexts.DISTINCTIVE);
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                strings.add(found.getString(1));
            }
        }
        return strings;
    }

    /** Does all of it in a transaction that is taken back, so that the numbers are those that it would have. */
    private ErasureReport trial(Session session, long records, List<Path> orphans) throws SQLException {
        List<EditedCopies.Copy> copies = editable(new EditedCopies(vault, connection));
        connection.setAutoCommit(false);
        try {
            changeTables(session);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        countFiles(orphans);
        copies.forEach(copy -> counts.add(new ErasureReport.Count("copy", copy.name(), copy.records())));
        return report(OptionalLong.empty(), OptionalLong.empty(), records);
    }

    private void countFiles(List<Path> orphans) {
        request.published()
                .forEach(file -> counts.add(new ErasureReport.Count("file", String.valueOf(file.getFileName()), 1)));
        orphans.forEach(file -> counts.add(new ErasureReport.Count("file", String.valueOf(file.getFileName()), 1)));
    }

    private ErasureReport report(OptionalLong erasure, OptionalLong run, long records) {
        return new ErasureReport(
                request.isTrial(), erasure, run, records, counts, List.of(), left, outside(request), false);
    }

    /** What Lierne does not own, and may hold the person. */
    static List<String> outside(ErasureRequest request) {
        List<String> outside = new ArrayList<>();
        outside.add("files in the landing folder \"" + request.landing() + "\": they are only read, and what of them is"
                + " loaded again is kept out");
        outside.add("backups of the database, its archive and its project");
        outside.add("what was copied or exported: marts --to, marts export, query --output, tables read by others");
        outside.add("the systems that deliver");
        return outside;
    }

    private void changeTables(Session session) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Statement statement : plan.erase()) {
            long changed = session.run(RunEvent.Phase.LOADING, statement);
            if (!statement.target().startsWith("erasing_")) {
                rows.merge(statement.target(), changed, Math::max);
            }
        }
        new LedgerTexts(vault, hub, session).erase(rows);
        Set<String> derived = schema.tables().stream()
                .filter(Table::isDerived)
                .map(Table::qualifiedName)
                .collect(Collectors.toSet());
        rows.forEach((table, changed) -> {
            if (changed > 0) {
                counts.add(new ErasureReport.Count(derived.contains(table) ? "rebuilt" : "table", table, changed));
            }
        });
    }

    private ErasureReport erase(
            Session session,
            LocalDateTime started,
            long records,
            List<Path> orphans,
            List<Optional<String>> renewed,
            Path workFolder)
            throws SQLException, IOException {
        List<EditedCopies.Written> written = new ArrayList<>();
        Ledger ledger = new Ledger(connection);
        ForgottenKeys forgotten = new ForgottenKeys(connection);
        long runId =
                ledger.startRun(KIND, request.modelVersion(), Version.current()).runId();
        long[] erasure = {0};
        try {
            writeCopies(renewed, workFolder, written);
            forgotten.makeSecret();
            session.inTransaction(() -> {
                changeTables(session);
                countFiles(orphans);
                Erasures erasures = new Erasures(connection);
                erasure[0] = erasures.record(
                        new Erasures.Request(hub.name(), request.reason(), request.requestedBy(), started),
                        records,
                        runId,
                        Version.current());
                List<Path> files = new ArrayList<>(request.published());
                files.addAll(orphans);
                for (EditedCopies.Written copy : written) {
                    erasures.rewritten(
                            copy.deliveries(),
                            copy.edited().sha256(),
                            copy.edited().archivedAs());
                    counts.add(new ErasureReport.Count("copy", copy.name(), copy.records()));
                    if (!copy.was().equals(copy.edited().archivedAs())) {
                        files.add(request.archive().orElseThrow().resolve(copy.was()));
                    }
                }
                session.execute("insert into audit.erased_record (erasure_id, source, delivery_id, record_number, fate)"
                        + " select " + erasure[0] + ", source, delivery_id, record_number, fate from "
                        + Erasing.RECORDS);
                for (ErasureReport.Count count : counts) {
                    erasures.count(erasure[0], count.kind(), count.name(), count.items());
                }
                erasures.recordKey(hub.name(), newKey());
                forgotten.record(hub.name(), hash);
                new OwnFiles(warehouse).record(Optional.of(erasure[0]), files);
                ledger.recordSteps(runId, session.steps());
                ledger.finishRun(runId, "done", null);
                listener.on(new RunEvent.Committing(runId));
            });
        } catch (SQLException | IOException | RuntimeException failure) {
            abandon(ledger, runId, written, failure);
            throw failure;
        }
        confirm(ledger, runId);
        listener.on(new RunEvent.Committed(runId));
        return report(OptionalLong.of(erasure[0]), OptionalLong.of(runId), records);
    }

    /** A commit that only seemed to succeed leaves the run's row as it was. */
    private static void confirm(Ledger ledger, long runId) throws SQLException {
        if (!ledger.outcome(runId).filter("done"::equals).isPresent()) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "commit_lost",
                    "The database said that run " + runId + " was committed, but its ledger row does not show it."
                            + " Nothing was erased.",
                    "Run the same command again; if it happens again, check the disk and the memory limit.");
        }
    }

    private List<EditedCopies.Copy> editable(EditedCopies copies) throws SQLException {
        return request.archive().isEmpty()
                ? List.of()
                : copies.editable(
                        copies.deliveries(Erasing.RECORDS),
                        copies.uses(Erasing.RECORDS),
                        request.archive().get(),
                        left);
    }

    private void writeCopies(List<Optional<String>> renewed, Path workFolder, List<EditedCopies.Written> written)
            throws SQLException {
        EditedCopies copies = new EditedCopies(vault, connection);
        List<EditedCopies.Copy> editable = editable(copies);
        if (!editable.isEmpty()) {
            copies.write(hub, editable, renewed, request.archive().orElseThrow(), workFolder, left, written);
        }
    }

    private String newKey() throws SQLException {
        return strings("select "
                        + text.render(dialect.hashes()
                                .hexadecimal(
                                        org.lierne.core.sql.Identifiers.field("renewed", "new_key"), vault.hashing()))
                        + " from " + Erasing.KEYS + " as renewed")
                .get(0);
    }

    /** Nothing of it is in the vault: the new copies are of nobody's. */
    private void abandon(Ledger ledger, long runId, List<EditedCopies.Written> written, Exception failure) {
        try {
            if (ledger.outcome(runId).filter("done"::equals).isPresent()) {
                return;
            }
            ledger.finishRun(runId, "failed", "The erasure failed; the vault is as it was before.");
            for (EditedCopies.Written copy : written) {
                if (!copy.was().equals(copy.edited().archivedAs())) {
                    Files.deleteIfExists(request.archive()
                            .orElseThrow()
                            .resolve(copy.edited().archivedAs()));
                }
            }
        } catch (SQLException | IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
