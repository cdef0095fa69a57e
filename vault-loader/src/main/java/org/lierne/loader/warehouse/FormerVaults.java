package org.lierne.loader.warehouse;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lierne.core.metadata.RecordedFiles;
import org.lierne.core.model.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vaults that runs meant when they loaded, read again from what the ledger keeps of the metadata. */
public final class FormerVaults {

    private static final Logger LOG = LoggerFactory.getLogger(FormerVaults.class);

    private static final String USED = "select model_version, metadata from audit.model_version as version"
            + " where exists (select 1 from audit.run as run where run.model_version = version.model_version)"
            + " order by model_version";

    private static final String TABLES = "select count(*) from information_schema.tables"
            + " where table_catalog = current_database() and table_schema = 'audit' and table_name in ('run', 'model_version')";

    private FormerVaults() {}

    /**
     * By version of the metadata. A version is left out if its metadata are none for this version of the program; there is
     * none where the ledger has no such tables.
     */
    public static SortedMap<Long, Vault> read(Connection connection) throws SQLException {
        SortedMap<Long, Vault> vaults = new TreeMap<>();
        if (!isThere(connection)) {
            return vaults;
        }
        try (Statement statement = connection.createStatement();
                ResultSet versions = statement.executeQuery(USED)) {
            while (versions.next()) {
                long version = versions.getLong(1);
                vault(version, versions.getString(2)).ifPresent(vault -> vaults.put(version, vault));
            }
        }
        return vaults;
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            return tables.next() && tables.getInt(1) == 2;
        }
    }

    /** What was tampered with is as little readable as what was written for another version of the program. */
    private static Optional<Vault> vault(long version, String metadata) {
        try {
            return RecordedFiles.read(ModelVersions.files(metadata)).vault();
        } catch (UncheckedIOException | IllegalArgumentException unreadable) {
            LOG.debug("Version {} of the metadata could not be read again", version, unreadable);
            return Optional.empty();
        }
    }
}
