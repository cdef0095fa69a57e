package org.lierne.cli.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Something that is wrong with a project, and the command that meets it.
 *
 * @param path what loses permissions, from the project's folder; also what it has in it
 * @param permissions those that are left of it, as {@code r-x}
 */
enum Breakage {
    DATABASE_READ_ONLY("warehouse/shop.duckdb", "r--", "run"),
    DATABASE_FOLDER_READ_ONLY("warehouse", "r-x", "run"),
    DATABASE_FOLDER_READ_ONLY_TO_MIGRATE("warehouse", "r-x", "migrate"),
    DATABASE_UNREADABLE("warehouse/shop.duckdb", "---", "runs"),
    DATABASE_UNREADABLE_TO_VERIFY("warehouse/shop.duckdb", "---", "verify"),
    ARCHIVE_READ_ONLY("warehouse/archive/orders", "r-x", "run"),
    MIGRATIONS_READ_ONLY("migrations/duckdb", "r-x", "run"),
    MIGRATIONS_UNREADABLE("migrations/duckdb", "---", "check"),
    RECORDED_TABLES_UNREADABLE("migrations/duckdb/V1__create_vault.json", "---", "run"),
    LANDING_UNREADABLE("landing", "---", "run"),
    LANDING_NOT_ENTERED("landing", "r--", "run"),
    LANDING_OF_A_SOURCE_UNREADABLE("landing/orders", "---", "run"),
    FILE_UNREADABLE("landing/orders/orders_20240102.csv", "---", "run"),
    METADATA_UNREADABLE("sources/orders.yml", "---", "run"),
    WORK_FOLDER_STUCK("warehouse/shop.duckdb.work", "r-x", "run");

    private final String path;
    private final String permissions;
    private final String command;

    Breakage(String path, String permissions, String command) {
        this.path = path;
        this.permissions = permissions;
        this.command = command;
    }

    String command() {
        return command;
    }

    void breakIn(Path project) throws IOException {
        if (this == WORK_FOLDER_STUCK) {
            Files.writeString(Files.createDirectories(project.resolve(path)).resolve("left"), "of a killed run");
        }
        if (this == MIGRATIONS_READ_ONLY) {
            Path source = project.resolve("sources/customers.yml");
            Files.writeString(source, Files.readString(source).replace("city: varchar", "city: varchar, zip: varchar"));
        }
        set(project, permissions);
    }

    void mendIn(Path project) throws IOException {
        set(project, "rwx");
    }

    private void set(Path project, String ofOwner) throws IOException {
        Files.setPosixFilePermissions(project.resolve(path), PosixFilePermissions.fromString(ofOwner + "------"));
    }
}
