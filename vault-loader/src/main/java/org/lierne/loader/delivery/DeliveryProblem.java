package org.lierne.loader.delivery;

import java.io.IOException;

/** Carries why a delivery cannot be read from the depth of a stream to {@link DeliveryScan}, which returns it as a value. */
final class DeliveryProblem extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final long recordNumber;
    private final long byteOffset;

    DeliveryProblem(Reason reason, String message, long recordNumber, long byteOffset) {
        super(message);
        this.reason = reason;
        this.recordNumber = recordNumber;
        this.byteOffset = byteOffset;
    }

    Reason reason() {
        return reason;
    }

    /** The record at which reading stopped, the header being 1; 0 if it is about the whole file. */
    long recordNumber() {
        return recordNumber;
    }

    /** Where it is in the decompressed file (for gzip damage: in the file itself), from 0; -1 if nowhere. */
    long byteOffset() {
        return byteOffset;
    }
}
