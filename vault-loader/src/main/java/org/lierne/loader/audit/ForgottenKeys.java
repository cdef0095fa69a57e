package org.lierne.loader.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lierne.core.LierneException;
import org.lierne.core.plan.stage.Forgetting;

/**
 * The keys that were erased, as far as it takes to know them again: digests of their hash keys, made with a secret. The
 * secret stands in a file beside the database, {@code <database>.forgotten}, that only its owner may read: who has a copy of
 * the database alone cannot try keys out. A database without a file keeps it itself.
 */
public final class ForgottenKeys {

    private static final String SUFFIX = ".forgotten";
    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{" + 2 * SECRET_BYTES + "}");

    private final Connection connection;

    public ForgottenKeys(Connection connection) {
        this.connection = connection;
    }

    /** The file with the secret of a database file. */
    public static Path secretOf(Path database) {
        return database.resolveSibling(database.getFileName() + SUFFIX);
    }

    /** The hubs of which keys were erased. */
    public Set<String> hubs() throws SQLException {
        Set<String> hubs = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select distinct hub from audit.forgotten_key"
                        + " union select distinct hub from audit.erased_key order by 1")) {
            while (found.next()) {
                hubs.add(found.getString(1));
            }
        }
        return hubs;
    }

    /**
     * Puts the secret, if any key was erased, where statements of staging read it: in a temporary table.
     *
     * @return the hubs of which keys were erased
     * @throws LierneException {@code forgotten_secret_missing}, if there are such keys, and the secret is gone: then what is
     *     delivered again could not be told
     */
    public Set<String> prepare() throws SQLException {
        Set<String> hubs = hubs();
        if (hubs.isEmpty()) {
            return hubs;
        }
        String secret = secret().orElseThrow(this::missing);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temporary table " + Forgetting.SECRET + " (secret varchar)");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + Forgetting.SECRET + " values (?)")) {
            insert.setString(1, secret);
            insert.executeUpdate();
        }
        return hubs;
    }

    private LierneException missing() {
        return new LierneException(
                LierneException.Category.FAILED,
                "forgotten_secret_missing",
                "Keys were erased from this vault, and the file \""
                        + file().map(Path::toString).orElse("")
                        + "\", by which they are known if they are delivered again, is not there, or holds something"
                        + " else. Nothing was changed.",
                "Bring it back from where the database was backed up: it belongs to the database.");
    }

    /**
     * Whether a key was erased.
     *
     * @throws LierneException {@code forgotten_secret_missing}
     */
    public boolean isForgotten(String hub, String hashKey) throws SQLException {
        Optional<String> secret = secret();
        if (secret.isEmpty()) {
            return false;
        }
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from audit.forgotten_key where hub = ? and digest = ?")) {
            query.setString(1, hub);
            query.setString(2, digest(secret.get(), hashKey));
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getLong(1) > 0;
            }
        }
    }

    /**
     * Makes the secret, if there is none; it must be there before a key that needs it.
     *
     * @throws LierneException {@code forgotten_secret_missing}, if keys are known by another, which is gone
     */
    public void makeSecret() throws SQLException, IOException {
        if (secret().isPresent()) {
            return;
        }
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        Optional<Path> file = file();
        if (file.isEmpty()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into audit.forgotten_secret values (?)")) {
                insert.setString(1, secret);
                insert.executeUpdate();
            }
            return;
        }
        write(file.get(), secret);
    }

    private static void write(Path file, String secret) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        try {
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException | FileAlreadyExistsException noPermissions) {
            // Where files have no such permissions, those of the folder count.
            Files.writeString(unfinished, "");
        }
        Files.writeString(unfinished, secret + "\n");
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Records a key as erased. The rows are put in the order of the digests, so that their order does not tell when each
     * came.
     */
    public void record(String hub, String hashKey) throws SQLException {
        String digest = digest(secret().orElseThrow(), hashKey);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit.forgotten_key select ?, ? where not exists"
                        + " (select 1 from audit.forgotten_key where hub = ? and digest = ?)")) {
            insert.setString(1, hub);
            insert.setString(2, digest);
            insert.setString(3, hub);
            insert.setString(4, digest);
            insert.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temporary table forgotten_in_order as"
                    + " from audit.forgotten_key order by hub, digest");
            statement.execute("delete from audit.forgotten_key");
            statement.execute("insert into audit.forgotten_key from forgotten_in_order order by hub, digest");
            statement.execute("drop table forgotten_in_order");
        }
    }

    /** Takes back that a key is kept out. */
    public boolean lift(String hub, String hashKey) throws SQLException {
        Optional<String> secret = secret();
        if (secret.isEmpty()) {
            return false;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit.forgotten_key where hub = ? and digest = ?")) {
            delete.setString(1, hub);
            delete.setString(2, digest(secret.get(), hashKey));
            return delete.executeUpdate() > 0;
        }
    }

    /** As {@link Forgetting} makes it in SQL: nested, so that a longer text cannot be made from a known digest. */
    static String digest(String secret, String hashKey) {
        return sha256(secret + sha256(secret + hashKey));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** The secret; without it, those who are kept out by it would come back one by one, so then there must be none. */
    private Optional<String> secret() throws SQLException {
        Optional<String> stored =
                storedSecret().filter(text -> SECRET.matcher(text).matches());
        if (stored.isEmpty() && keepsOut()) {
            throw missing();
        }
        return stored;
    }

    private boolean keepsOut() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select exists (select 1 from audit.forgotten_key)")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private Optional<String> storedSecret() throws SQLException {
        Optional<Path> file = file();
        if (file.isPresent()) {
            try {
                return Files.exists(file.get())
                        ? Optional.of(Files.readString(file.get()).strip())
                        : Optional.empty();
            } catch (IOException unreadable) {
                throw new LierneException(
                        LierneException.Category.FAILED,
                        "forgotten_secret_missing",
                        "The file \"" + file.get() + "\" cannot be read: " + unreadable.getMessage()
                                + ". By it erased keys are known if they are delivered again.",
                        "Give the user who loads permission to read it.",
                        unreadable);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select secret from audit.forgotten_secret")) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    private Optional<Path> file() {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select path from duckdb_databases() where database_name = current_database()")) {
            return found.next()
                    ? Optional.ofNullable(found.getString(1)).map(path -> secretOf(Path.of(path)))
                    : Optional.empty();
        } catch (SQLException failed) {
            throw new IllegalStateException("The engine does not say which database it has open.", failed);
        }
    }
}
