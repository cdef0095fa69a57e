package org.lierne.cli.simulator.systems;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;

/** What the warehouses count every evening: a parquet file per warehouse, written by an engine with one thread. */
public final class StockCount extends SourceSystem {

    private static final String SOURCE = "inventory";

    private final Connection engine;

    public StockCount(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 7);
        try {
            engine = DriverManager.getConnection("jdbc:duckdb:");
            execute("set threads = 1");
            execute("set preserve_insertion_order = true");
            execute("create temp table stock (sku varchar, on_hand integer, reserved integer, reorder_point integer)");
        } catch (SQLException failure) {
            throw new IllegalStateException("The engine that writes parquet could not be started.", failure);
        }
    }

    @Override
    public void dayEnds(int day) {
        for (int warehouse = 0; warehouse < shop.stock().warehouses(); warehouse++) {
            try {
                write(warehouse, day);
            } catch (SQLException failure) {
                throw new IllegalStateException("The stock of " + date(day) + " could not be written.", failure);
            }
        }
    }

    private void write(int warehouse, int day) throws SQLException {
        execute("truncate stock");
        long rows = 0;
        try (DuckDBAppender appender = engine.unwrap(DuckDBConnection.class).createAppender("temp", "main", "stock")) {
            for (Product product : shop.catalogue().products()) {
                if (!shop.stock().isKept(warehouse, product, day)) {
                    continue;
                }
                int index = product.index();
                appender.beginRow();
                appender.append(product.sku());
                appender.append(shop.stock().onHand(warehouse, index));
                appender.append(shop.stock().reserved(warehouse, index));
                appender.append(shop.stock().reorderPoint(warehouse, index));
                appender.endRow();
                rows++;
            }
        }
        String path = "inventory/" + shop.stock().code(warehouse) + "/stock_" + compact(day) + ".parquet";
        Path file = arrivals.foreign(path, day, late(day), rows, SOURCE);
        execute("copy stock to '" + file.toString().replace("'", "''") + "' (format parquet, compression snappy)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("The engine that writes parquet could not be ended.", failure);
        }
    }
}
