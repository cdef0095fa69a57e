package org.lierne.loader.json;

/** Why a record makes no rows, although the file can be taken apart. */
final class UnfitRecord extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    UnfitRecord(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
