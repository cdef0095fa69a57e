package org.lierne.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.RunRequest;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.sql.Migration;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.MigrationFile;
import org.lierne.loader.warehouse.Migrations;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/** The operations of the modules below, put together. */
final class VaultOperations implements Operations {

    private static final Pattern AMOUNT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT])(i?)B", Pattern.CASE_INSENSITIVE);

    @Override
    public Checked check(Path project) {
        return ProjectCheck.check(project);
    }

    @Override
    public Migrated migrate(RunRequest request) {
        Migrations migrations = Migrations.of(request.project());
        SchemaDifference difference = migrations.plan(ProjectCheck.valid(request.project()));
        List<String> changes = migrations.migration(difference).map(Migration::summary).stream()
                .toList();
        // Opened before anything is written: a database that somebody else holds leaves the project as it was.
        try (Warehouse warehouse = Warehouse.open(request.database(), settings(request.limits()))) {
            Optional<Path> written = migrations.write(difference).map(MigrationFile::sql);
            List<String> applied = migrations.apply(warehouse).stream()
                    .map(each -> "V" + each.version() + " " + each.description())
                    .toList();
            return new Migrated(written, changes, applied);
        }
    }

    @Override
    public List<Statement> sql(Path project) {
        return GeneratedSql.of(project);
    }

    @Override
    public RunReport load(RunRequest request, RunListener listener) {
        throw notYet("load");
    }

    @Override
    public RunReport run(RunRequest request, RunListener listener) {
        throw notYet("run");
    }

    static WarehouseSettings settings(EngineLimits limits) {
        WarehouseSettings settings = WarehouseSettings.defaults();
        if (limits.memory().isPresent()) {
            settings = settings.withMemoryLimitBytes(bytes(limits.memory().get()));
        }
        return limits.threads().map(settings::withThreads).orElse(settings);
    }

    /** Decimal units are powers of 1000, binary ones (MiB) of 1024, as the engine has them. */
    private static long bytes(String amount) {
        Matcher parts = AMOUNT.matcher(amount);
        if (!parts.matches()) {
            throw new LierneException(
                    Category.USAGE,
                    "bad-memory",
                    "\"" + amount + "\" is no amount of memory.",
                    "Write a number and a unit: 800MB, 4GB.");
        }
        int base = parts.group(3).isEmpty() ? 1000 : 1024;
        int power = "KMGT".indexOf(parts.group(2).toUpperCase(Locale.ROOT)) + 1;
        return (long) (Double.parseDouble(parts.group(1)) * Math.pow(base, power));
    }

    private static UnsupportedOperationException notYet(String command) {
        return new UnsupportedOperationException("the command \"" + command + "\" is not connected yet");
    }
}
