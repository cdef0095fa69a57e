package org.lierne.loader.load;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.lierne.loader.rebuild.Difference;
import org.lierne.loader.rebuild.Rebuild;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.rebuild.SourceRebuild;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/** Rebuilds a project's deliveries on a copy that holds the raw vault and the list of deliveries, and nothing else. */
final class Rebuilding {

    private Rebuilding() {}

    /** What came of it, as text: a line per source, then a line per difference and per thing that is not kept. */
    static String of(Project project, String... tampering) {
        WarehouseSettings settings =
                WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);
        try (Warehouse copy = Warehouse.open(project.copyOfRawVault(), settings)) {
            for (String change : tampering) {
                try (Statement statement = copy.connection().createStatement()) {
                    statement.execute(change);
                }
            }
            Rebuild rebuild = new Rebuild(project.vault(), project.schema(), copy.connection());
            return text(rebuild.run(RebuildRequest.of(project.archive())));
        } catch (SQLException failed) {
            throw new AssertionError(List.of(tampering).toString(), failed);
        }
    }

    /** The same of the project's own database, which nothing has tampered with. */
    static String inPlace(Project project) {
        Rebuild rebuild = new Rebuild(
                project.vault(), project.schema(), project.warehouse().connection());
        return text(rebuild.run(RebuildRequest.of(project.archive())));
    }

    private static String text(RebuildReport report) {
        StringBuilder text = new StringBuilder();
        for (SourceRebuild source : report.sources()) {
            text.append(source.source()).append(": ");
            if (source.cannot().isPresent()) {
                text.append(source.cannot().get()).append('\n');
                continue;
            }
            text.append(source.deliveries())
                    .append(source.deliveries() == 1 ? " delivery, " : " deliveries, ")
                    .append(source.records())
                    .append(" records, ")
                    .append(source.rows())
                    .append(" rows\n");
            source.differences().forEach(difference -> text.append(line(difference)));
            source.notKept().forEach(what -> text.append("  ").append(what).append('\n'));
        }
        return text.toString();
    }

    private static String line(Difference difference) {
        StringBuilder line = new StringBuilder("  " + difference.path());
        if (difference.contentVersion() > 1) {
            line.append(" (content ").append(difference.contentVersion()).append(')');
        }
        difference.record().ifPresent(record -> line.append(" record ").append(record));
        difference.row().ifPresent(row -> line.append(row > 1 ? " row " + row : ""));
        difference.column().ifPresent(column -> line.append(' ').append(column));
        difference.keptIn().ifPresent(table -> line.append(" in ").append(table));
        return line + ": stored " + difference.stored() + ", in the file " + difference.inFile() + "\n";
    }
}
