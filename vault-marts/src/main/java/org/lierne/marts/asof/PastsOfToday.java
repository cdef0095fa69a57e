package org.lierne.marts.asof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import org.duckdb.DuckDBConnection;
import org.lierne.core.asof.AsOf;
import org.lierne.core.asof.Narrowing;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.computation.PastMarts;

/** The rows of then by the metadata of today. */
public final class PastsOfToday implements PastMarts {

    private final Connection host;
    private final Vault vault;
    private final VaultSchema schema;

    /** @param host a connection whose current catalog is the vault */
    public PastsOfToday(Connection host, Vault vault, VaultSchema schema) {
        this.host = host;
        this.vault = vault;
        this.schema = schema;
    }

    @Override
    public OptionalLong runCommittedBy(LocalDateTime moment) throws SQLException {
        String query = "select max(run_id) from audit.run where outcome in ('done', 'partial') and finished_at <= ?";
        try (PreparedStatement statement = host.prepareStatement(query)) {
            statement.setObject(1, moment);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long run = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
            }
        }
    }

    @Override
    public Past open(AsOf asOf, List<String> marts) {
        return open(asOf, marts, Narrowing.NONE);
    }

    @Override
    public Past open(AsOf asOf, List<String> marts, Narrowing narrowing) {
        PastVault past = PastVault.byMetadataOfToday(host, asOf, vault, schema, narrowing, RunListener.SILENT);
        past.show(marts);
        return new Past() {
            @Override
            public DuckDBConnection connection() {
                return (DuckDBConnection) past.connection();
            }

            @Override
            public void close() {
                past.close();
            }
        };
    }
}
