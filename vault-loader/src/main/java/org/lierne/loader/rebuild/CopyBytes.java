package org.lierne.loader.rebuild;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** The bytes of a copy in the archive, unpacked, and the SHA-256 of the file as it was delivered. */
final class CopyBytes implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final InputStream text;
    private final DigestInputStream delivered;

    private CopyBytes(InputStream text, DigestInputStream delivered) {
        this.text = text;
        this.delivered = delivered;
    }

    /**
     * Opens a copy, which is compressed in any case unless its name says otherwise.
     *
     * @param deliveredCompressed whether the file came compressed: then its hash is that of the compressed bytes
     */
    static CopyBytes open(Path copy, boolean deliveredCompressed) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(copy), BUFFER);
        try {
            if (!copy.getFileName().toString().endsWith(".gz")) {
                DigestInputStream hashed = new DigestInputStream(file, newSha256());
                return new CopyBytes(hashed, hashed);
            }
            if (deliveredCompressed) {
                DigestInputStream hashed = new DigestInputStream(file, newSha256());
                return new CopyBytes(new GZIPInputStream(hashed, BUFFER), hashed);
            }
            DigestInputStream hashed = new DigestInputStream(new GZIPInputStream(file, BUFFER), newSha256());
            return new CopyBytes(hashed, hashed);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    InputStream text() {
        return text;
    }

    /** The SHA-256 in lower-case hex; what has not been read is read now. */
    String sha256() throws IOException {
        text.transferTo(java.io.OutputStream.nullOutputStream());
        delivered.transferTo(java.io.OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(delivered.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }
}
