package org.lierne.marts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.project.VaultProject;
import org.lierne.marts.publish.MartReport;

/** Lierne within another program. The README shows its {@code main}. */
final class EmbeddedExample {

    private EmbeddedExample() {}

    // README: begin
    public static void main(String[] arguments) throws SQLException {
        Path folder = Path.of(arguments[0]);
        VaultProject project = VaultProject.read(folder);
        RunListener listener = event -> {
            if (event instanceof RunEvent.StepFinished step && step.rows() > 0) {
                System.out.println(step.object() + ": " + step.rows() + " rows");
            }
        };
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("host.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            project.migrate(warehouse);
            RunReport run = project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), listener);
            MartReport marts = project.publish(warehouse, run.runId(), folder, listener);
            try (Statement statement = host.createStatement()) {
                statement.execute("attach '" + marts.file() + "' as published (read_only)");
                ResultSet rows = statement.executeQuery("select count(*) from published.mart.dim_customer");
                rows.next();
                System.out.println("After run " + run.runId() + " the shop has " + rows.getLong(1) + " customers.");
            }
        }
    }
    // README: end
}
