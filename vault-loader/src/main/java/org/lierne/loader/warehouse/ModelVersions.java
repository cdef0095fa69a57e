package org.lierne.loader.warehouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.metadata.RecordedFiles;
import org.lierne.core.metadata.Severity;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.RecordedModel;
import org.lierne.core.schema.VaultSchema;

/** The ledger of the metadata that a vault was loaded with: {@code audit.model_version}. */
public final class ModelVersions {

    private static final JsonFactory JSON = new JsonFactory();

    private ModelVersions() {}

    /**
     * Records the metadata, whole, unless it is what was recorded last. Takes part in the connection's transaction.
     *
     * @param metadata the text of each file, by its path in the project
     * @param schema the tables that it led to
     * @return the number of the version that holds this metadata, from 1
     */
    public static long record(Connection connection, Map<String, String> metadata, VaultSchema schema) {
        String files = json(metadata);
        String tables = RecordedModel.write(schema);
        String digest = sha256(files + "\n" + tables);
        try {
            Latest latest = latest(connection);
            if (digest.equals(latest.digest())) {
                return latest.version();
            }
            insert(connection, latest.version() + 1, digest, files, tables);
            return latest.version() + 1;
        } catch (SQLException failed) {
            EngineFailure.refuse("Recording the metadata", "Nothing was loaded.", failed);
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "model_version_not_recorded",
                    "The metadata could not be recorded in \"audit.model_version\": " + failed.getMessage()
                            + ". Nothing was loaded.",
                    "Migrate the database first.",
                    failed);
        }
    }

    /** The version that was recorded last; empty if none was. */
    public static OptionalLong latestVersion(Connection connection) throws SQLException {
        long version = latest(connection).version();
        return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /**
     * Reads a version of the metadata again, without the project that it came from.
     *
     * @throws LierneException {@code metadata_not_recorded}, if there is no such version; {@code metadata_not_readable}, if this
     *     Lierne cannot read it
     */
    public static RecordedMetadata read(Connection connection, long version) throws SQLException {
        Texts texts = texts(connection, version);
        MetadataResult read = RecordedFiles.read(files(texts.metadata()));
        Vault vault = read.vault().orElseThrow(() -> notReadable(version, read));
        return new RecordedMetadata(
                version, vault, RecordedModel.read(texts.tables()), RenamedNames.since(connection, version));
    }

    private record Texts(String metadata, String tables) {}

    private static Texts texts(Connection connection, long version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select metadata, tables from audit.model_version where model_version = ?")) {
            statement.setLong(1, version);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return new Texts(row.getString(1), row.getString(2));
                }
            }
        }
        throw new LierneException(
                LierneException.Category.FAILED,
                "metadata_not_recorded",
                "The ledger has no version " + version
                        + " of the metadata, so what they meant is not known. Nothing was" + " computed.",
                null);
    }

    private static LierneException notReadable(long version, MetadataResult read) {
        String reasons = read.diagnostics().stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .map(Diagnostic::render)
                .collect(Collectors.joining("\n\n"));
        return new LierneException(
                LierneException.Category.FAILED,
                "metadata_not_readable",
                "Version " + version
                        + " of the metadata, as the ledger has it, is not what this Lierne reads. Nothing was"
                        + " computed.\n\n" + reasons,
                "An earlier Lierne reads it: audit.run says which one recorded it.");
    }

    /** The text of each file by its path, as {@link #record} keeps them. */
    static Map<String, String> files(String json) {
        Map<String, String> files = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                files.put(name, parser.nextTextValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return files;
    }

    private record Latest(long version, String digest) {}

    private static Latest latest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select model_version, sha256 from audit.model_version order by model_version desc limit 1");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new Latest(row.getLong(1), row.getString(2)) : new Latest(0, "");
        }
    }

    private static void insert(Connection connection, long version, String digest, String files, String tables)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into audit.model_version (model_version, recorded_at, sha256, metadata, tables, migrations)"
                        + " select ?, current_timestamp at time zone 'UTC', ?, ?, ?,"
                        + " (select max(installed_rank) from audit.schema_history)")) {
            statement.setLong(1, version);
            statement.setString(2, digest);
            statement.setString(3, files);
            statement.setString(4, tables);
            statement.executeUpdate();
        }
    }

    private static String json(Map<String, String> metadata) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> file : new TreeMap<>(metadata).entrySet()) {
                json.writeStringField(file.getKey(), file.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
