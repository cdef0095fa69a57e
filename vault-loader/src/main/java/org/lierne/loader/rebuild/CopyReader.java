package org.lierne.loader.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.Source;

/** Reads the records of deliveries of one source from their copies, row by row. */
interface CopyReader extends AutoCloseable {

    /**
     * What was read.
     *
     * @param records the records of the file
     * @param torn those of them that cannot be taken apart, and gave no row
     * @param withoutRows those that are whole and have no row
     * @param sha256 of the file as delivered
     */
    record Counted(long records, long torn, long withoutRows, String sha256) {}

    /**
     * Reads a copy to its end.
     *
     * @throws IOException if the copy is damaged, or is not what the metadata describes; the message is a sentence
     */
    Counted read(ListedDelivery delivery, Path copy, ReadRows rows) throws IOException, SQLException;

    /** Lets go of what was opened for all copies. */
    @Override
    default void close() throws SQLException {}

    /** The reader of a source's format. */
    static CopyReader of(Source source, RowTexts texts) {
        if (source.format() instanceof CsvFormat csv) {
            return new CsvCopies(csv, texts);
        }
        if (source.format() instanceof JsonFormat json) {
            return new JsonCopies(json, new JsonTree(json.rows(), texts), texts);
        }
        return new ParquetCopies(texts);
    }
}
