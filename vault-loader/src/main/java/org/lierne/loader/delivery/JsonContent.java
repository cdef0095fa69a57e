package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.JsonFormat;
import org.lierne.loader.json.JsonProblem;
import org.lierne.loader.json.JsonRecords;

/** Counts the records of a file of JSON; a document must be valid as a whole, of lines each is judged by itself later. */
final class JsonContent implements DeliveryScan.ScannedContent {

    private final JsonRecords.Summary summary;

    private JsonContent(JsonRecords.Summary summary) {
        this.summary = summary;
    }

    static JsonContent of(InputStream text, JsonFormat format) throws IOException {
        try {
            return new JsonContent(JsonRecords.of(format).read(text, (number, offset, record, from, to) -> true));
        } catch (JsonProblem problem) {
            throw new DeliveryProblem(
                    reason(problem.kind()), problem.getMessage(), problem.recordNumber(), problem.byteOffset());
        }
    }

    private static Reason reason(JsonProblem.Kind kind) {
        return switch (kind) {
            case INVALID -> Reason.INVALID_JSON;
            case TOO_LONG -> Reason.RECORD_TOO_LONG;
            case NO_ROWS -> Reason.NO_ROWS;
        };
    }

    @Override
    public ScanOutcome.Readable readable(Path file, String sha256, FileState state, Optional<Path> archived) {
        return new ScanOutcome.Readable(
                file,
                sha256,
                state,
                summary.bytes(),
                List.of(),
                summary.records(),
                summary.blankLines(),
                summary.longest(),
                LineEnd.LF,
                summary.lastRecordEnds(),
                false,
                archived);
    }
}
