package org.lierne.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures of the file system in words: what the JDK throws often says no more than a path. */
public final class FileFailure {

    private FileFailure() {}

    /** What went wrong, and with which file where that is known, as the end of a sentence without its full stop. */
    public static String words(IOException failure) {
        if (!(failure instanceof FileSystemException ofFile) || ofFile.getFile() == null) {
            String message = failure.getMessage();
            return message == null ? failure.getClass().getSimpleName() : message;
        }
        String other = ofFile.getOtherFile() == null ? "" : " -> \"" + ofFile.getOtherFile() + "\"";
        return reason(ofFile) + ": \"" + ofFile.getFile() + "\"" + other;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission is denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "something else is there already";
        }
        String reason = failure.getReason();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
