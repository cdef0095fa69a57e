package org.lierne.loader.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.verify.VaultChecks;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.FormerModels;
import org.lierne.loader.businessvault.SnapshotSpan;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.FormerVaults;
import org.lierne.loader.warehouse.VaultPresence;
import org.lierne.loader.warehouse.Warehouse;

/**
 * Holds a vault to what it promises. All is read in one transaction, so that it is one state of the vault; nothing is
 * written. Not safe for use by several threads at once.
 */
public final class Verifier {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private static final String COLUMNS = "select table_name, column_name from information_schema.columns"
            + " where table_catalog = current_database() and table_schema = '" + Table.RAW_VAULT + "'";

    private final Vault vault;
    private final VaultSchema schema;
    private final Connection connection;
    private final VaultRows stored;

    /** @param schema the tables as the applied migrations recorded them */
    public Verifier(Vault vault, VaultSchema schema, Warehouse warehouse) {
        this.vault = vault;
        this.schema = schema;
        this.connection = warehouse.connection();
        this.stored = new VaultRows(connection);
    }

    /**
     * Makes the checks that are asked for.
     *
     * @throws LierneException {@code no_vault}, {@code verify_failed}, or a code of {@link EngineFailure}: then it is not known whether the
     *     vault keeps its promises
     */
    public VerifyReport verify(VerifyRequest request) {
        try {
            VaultPresence.require(connection);
            connection.setAutoCommit(false);
            try {
                return new Verification(request).report();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw failure(failed, "The vault could not be verified");
        }
    }

    private static LierneException failure(SQLException failed, String what) {
        return EngineFailure.of(failed)
                .map(engine -> engine.exception("The verification", "Nothing was changed.", failed))
                .orElseGet(() -> new LierneException(
                        LierneException.Category.FAILED,
                        "verify_failed",
                        what + ": " + EngineFailure.sentence(failed) + " Nothing was changed.",
                        "If the metadata have changed, migrate first: lierne migrate",
                        failed));
    }

    /** One reading of the vault. */
    private final class Verification {

        private final VerifyRequest request;
        private final Map<UUID, Optional<String>> paths = new LinkedHashMap<>();
        private final Set<String> lacking = new HashSet<>();

        Verification(VerifyRequest request) {
            this.request = request;
        }

        VerifyReport report() throws SQLException {
            List<VerifyReport.CheckReport> reports = new ArrayList<>();
            for (Check check : VaultChecks.ofStructure(vault, schema, DIALECT)) {
                lacking.addAll(lacking(check));
                add(reports, check);
            }
            for (Check check : VaultChecks.of(vault, schema, DIALECT, past(), dates())) {
                add(reports, check);
            }
            return new VerifyReport(reports, tables(reports).size(), rowsOf(tables(reports)));
        }

        private void add(List<VerifyReport.CheckReport> reports, Check check) throws SQLException {
            if (request.asksFor(check)) {
                reports.add(report(check));
            }
        }

        private FormerModels past() throws SQLException {
            Set<String> columns = new HashSet<>();
            for (List<@Nullable Object> column : stored.rows(COLUMNS)) {
                columns.add(FormerModels.key(String.valueOf(column.get(0)), String.valueOf(column.get(1))));
            }
            return new FormerModels(FormerVaults.read(connection), columns);
        }

        /** The snapshot dates that there are to be. Nothing is judged by them where what they follow from cannot be read. */
        private Map<String, List<SnapshotDate>> dates() throws SQLException {
            boolean readable = schema.stored().stream().noneMatch(table -> isLacking(table.name()));
            return readable ? SnapshotSpan.datesOf(vault, connection) : Map.of();
        }

        private boolean isLacking(String table) {
            return lacking.contains(table.toLowerCase(Locale.ROOT));
        }

        private VerifyReport.CheckReport report(Check check) throws SQLException {
            if (check.reads().stream().anyMatch(this::isLacking)) {
                return new VerifyReport.CheckReport(check, false, 0, List.of(), 0);
            }
            long start = System.nanoTime();
            try {
                long offences = stored.number("select count(*) from (\n" + check.sql() + "\n) as offences");
                List<Finding> findings = offences == 0 ? List.of() : findings(check);
                double seconds = (System.nanoTime() - start) / 1e9;
                return new VerifyReport.CheckReport(check, true, offences, findings, seconds);
            } catch (SQLException failed) {
                throw failure(
                        failed,
                        "The check \"" + check.promise().code() + "\" of \"" + check.table() + "\" could not be made");
            }
        }

        /** The first of a check's rows, by their names, so that the same are told each time. */
        private List<Finding> findings(Check check) throws SQLException {
            String places = check.row().isEmpty()
                    ? ""
                    : IntStream.rangeClosed(1, check.row().size())
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(", ", "\norder by ", ""));
            List<Finding> findings = new ArrayList<>();
            for (List<@Nullable Object> row : stored.rows("select * from (\n" + check.sql() + "\n) as offences" + places
                    + "\nlimit " + request.rowsShown())) {
                Map<String, @Nullable Object> names = new LinkedHashMap<>();
                for (int index = 0; index < check.row().size(); index++) {
                    names.put(check.row().get(index), row.get(index));
                }
                int last = check.row().size();
                findings.add(new Finding(
                        check.promise(),
                        check.table(),
                        names,
                        path(names.get(Names.DELIVERY_ID)),
                        row.get(last),
                        row.get(last + 1)));
            }
            return findings;
        }

        private Optional<String> path(@Nullable Object delivery) throws SQLException {
            if (!(delivery instanceof UUID id)) {
                return Optional.empty();
            }
            Optional<String> known = paths.get(id);
            if (known == null) {
                known =
                        stored
                                .rows("select path from audit.delivery where delivery_id = cast('" + id + "' as uuid)")
                                .stream()
                                .map(row -> Objects.toString(row.get(0)))
                                .findFirst();
                paths.put(id, known);
            }
            return known;
        }

        /** The tables that are not there as the metadata mean them, by their own names and by those that they are read by. */
        private Set<String> lacking(Check structure) throws SQLException {
            Set<String> names = new HashSet<>();
            for (List<@Nullable Object> row : stored.rows(structure.sql())) {
                String name = String.valueOf(row.get(0));
                names.add(name.toLowerCase(Locale.ROOT));
                schema.tables().stream()
                        .filter(table -> table.storedName().equalsIgnoreCase(name))
                        .forEach(table -> names.add(table.name().toLowerCase(Locale.ROOT)));
            }
            return names;
        }

        /** The tables that were read. */
        private Set<Table> tables(List<VerifyReport.CheckReport> reports) {
            Set<Table> tables = new LinkedHashSet<>();
            for (VerifyReport.CheckReport report : reports) {
                if (report.done()) {
                    report.check().reads().forEach(name -> schema.find(name).ifPresent(tables::add));
                }
            }
            return tables;
        }

        private long rowsOf(Set<Table> tables) throws SQLException {
            long rows = 0;
            for (Table table : tables) {
                rows += stored.number("select count(*) from " + table.qualifiedName());
            }
            return rows;
        }
    }
}
