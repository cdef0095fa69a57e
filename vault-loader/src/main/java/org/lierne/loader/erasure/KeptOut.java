package org.lierne.loader.erasure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lierne.core.erasure.ErasedKey;
import org.lierne.core.erasure.Erasing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.loader.audit.Erasures;
import org.lierne.loader.audit.ForgottenKeys;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.Archive;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.StagedSource;
import org.lierne.loader.stage.Staging;
import org.lierne.loader.warehouse.Warehouse;

/**
 * What a load does with records that name an erased key: they are kept out of the vault, and the copies of their deliveries
 * are written anew without them, so that nothing of the person is in the archive again.
 */
public final class KeptOut {

    private final Vault vault;
    private final Warehouse warehouse;
    private final Connection connection;
    private final Optional<Path> archive;
    private final RunListener listener;
    private final Map<UUID, CopyEdits.Edited> edited = new LinkedHashMap<>();
    private final Set<String> old = new LinkedHashSet<>();

    public KeptOut(Vault vault, Warehouse warehouse, Optional<Path> archive, RunListener listener) {
        this.vault = vault;
        this.warehouse = warehouse;
        this.connection = warehouse.connection();
        this.archive = archive;
        this.listener = listener;
    }

    /** Takes out what an earlier load, or an erasure, has left to be taken out. */
    public void removeLeft() throws SQLException {
        List<Path> left = new OwnFiles(warehouse).remove();
        left.forEach(file -> listener.on(new RunEvent.Warning(
                "archive", Optional.of(file.toString()), "it holds what was erased, and could not be removed")));
    }

    /** Says which erasures have not finished. */
    public void tellUnfinished() throws SQLException {
        for (Erasures.Unfinished unfinished : new Erasures(connection).unfinished()) {
            listener.on(new RunEvent.Warning(
                    unfinished.hub(),
                    Optional.empty(),
                    "erasure " + unfinished.id()
                            + " was interrupted, and the database file may hold what it erased; end"
                            + " it by the same command, lierne forget"));
        }
    }

    /**
     * Writes copies of staged deliveries anew.
     *
     * @return what is staged, with the places of these copies
     */
    public Staging withoutErased(Staging staging, Path workFolder) throws SQLException {
        if (new ForgottenKeys(connection).hubs().isEmpty()) {
            return staging;
        }
        for (Ledger.FailedDelivery failed : staging.failed()) {
            // What is left out may hold the person, too; a copy is made again once it is loaded.
            if (archive.isPresent() && failed.sha256() != null) {
                Path copy =
                        Archive.of(archive.get(), vault.source(failed.source())).pathOf(failed.sha256());
                old.add(archive.get().relativize(copy).toString().replace('\\', '/'));
            }
        }
        Set<String> hubs = hubs();
        tell();
        Staging current = staging;
        for (String name : hubs) {
            if (archive.isPresent()) {
                current = withoutErased(vault.hub(name), current, workFolder);
            }
        }
        return current;
    }

    private Set<String> hubs() throws SQLException {
        Set<String> hubs = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select distinct hub from " + Stage.KEPT_OUT + " order by 1")) {
            while (found.next()) {
                hubs.add(found.getString(1));
            }
        }
        return hubs;
    }

    private void tell() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select source, count(*) from (select distinct source," + " delivery_id, record_number from "
                                + Stage.KEPT_OUT + ") as records group by 1 order by 1")) {
            while (found.next()) {
                long records = found.getLong(2);
                listener.on(new RunEvent.Warning(
                        found.getString(1),
                        Optional.empty(),
                        records + (records == 1 ? " record names a key that was" : " records name keys that were")
                                + " erased, and " + (records == 1 ? "was" : "were")
                                + " kept out; they are counted as filtered"));
            }
        }
    }

    private Staging withoutErased(Hub hub, Staging staging, Path workFolder) throws SQLException {
        EditedCopies copies = new EditedCopies(vault, connection);
        Map<UUID, Map<Long, Set<String>>> uses =
                copies.uses("(select * from " + Stage.KEPT_OUT + " where hub = '" + hub.name() + "')");
        List<EditedCopies.Delivery> deliveries = new ArrayList<>();
        Set<String> contents = new LinkedHashSet<>();
        for (StagedSource source : staging.staged()) {
            source.deliveries().stream()
                    .filter(delivery -> uses.containsKey(delivery.id()))
                    .forEach(delivery -> contents.add(delivery.sha256()));
        }
        for (StagedSource source : staging.staged()) {
            for (Ledger.LoadedDelivery delivery : source.deliveries()) {
                if (delivery.archivedAs() != null && contents.contains(delivery.sha256())) {
                    deliveries.add(new EditedCopies.Delivery(
                            delivery.id(),
                            source.source().name(),
                            delivery.path(),
                            delivery.sha256(),
                            delivery.archivedAs()));
                }
            }
        }
        List<String> left = new ArrayList<>();
        List<EditedCopies.Written> all = new ArrayList<>();
        copies.write(
                hub,
                copies.editable(deliveries, uses, archive.orElseThrow(), left),
                key(hub),
                archive.orElseThrow(),
                workFolder,
                left,
                all);
        for (EditedCopies.Written written : all) {
            written.deliveries().forEach(delivery -> edited.put(delivery, written.edited()));
            old.add(written.was());
        }
        left.forEach(sentence -> listener.on(new RunEvent.Warning("archive", Optional.empty(), sentence)));
        return new Staging(staging.staged().stream().map(this::moved).toList(), staging.failed());
    }

    /** Not the key that took the erased one's place: nothing leads from a key that is delivered again to it. */
    private List<Optional<String>> key(Hub hub) {
        List<Integer> replaced = ErasedKey.replaced(vault, hub);
        List<Optional<String>> key = new ArrayList<>();
        for (int place = 0; place < hub.key().size(); place++) {
            key.add(
                    replaced.contains(place)
                            ? ErasedText.of(hub.key().get(place).type())
                            : Optional.empty());
        }
        return key;
    }

    private StagedSource moved(StagedSource source) {
        return new StagedSource(
                source.source(), source.deliveries().stream().map(this::moved).toList(), source.skippedKeys());
    }

    private Ledger.LoadedDelivery moved(Ledger.LoadedDelivery delivery) {
        CopyEdits.Edited now = edited.get(delivery.id());
        return now == null ? delivery : delivery.archivedAs(now.archivedAs());
    }

    /** Records, in the transaction of the load, what was kept out. */
    public void record(long runId) throws SQLException {
        if (new ForgottenKeys(connection).hubs().isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into audit.erased_record (erasure_id, source, delivery_id, record_number, fate)"
                    + " select distinct null, source, delivery_id, record_number, fate from " + Stage.KEPT_OUT
                    + " where delivery_id in (select delivery_id from audit.delivery)");
            statement.execute("insert into audit.forgotten (delivery_id, records, run_id) select delivery_id,"
                    + " count(distinct record_number), " + runId + " from " + Stage.KEPT_OUT + " where fate = '"
                    + Erasing.FILTERED
                    + "' group by delivery_id");
        }
        Erasures erasures = new Erasures(connection);
        for (Map.Entry<UUID, CopyEdits.Edited> each : edited.entrySet()) {
            erasures.rewritten(
                    List.of(each.getKey()),
                    each.getValue().sha256(),
                    each.getValue().archivedAs());
        }
        Set<String> inUse = inUse();
        new OwnFiles(warehouse)
                .record(
                        Optional.empty(),
                        old.stream()
                                .filter(copy -> !inUse.contains(copy))
                                .map(archive.orElse(Path.of(""))::resolve)
                                .toList());
    }

    private Set<String> inUse() throws SQLException {
        Set<String> copies = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select distinct archived_as from audit.delivery where archived_as is not null")) {
            while (found.next()) {
                copies.add(found.getString(1));
            }
        }
        return copies;
    }
}
