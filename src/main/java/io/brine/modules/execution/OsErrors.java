package io.brine.modules.execution;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Errors of the file system in Python's words. */
final class OsErrors {
    private OsErrors() {}

    /** {@code [Errno 2] No such file or directory: '/x'}. */
    static String describe(IOException error) {
        int number = number(error);
        String file = error instanceof FileSystemException of && of.getFile() != null ? ": '" + of.getFile() + "'" : "";
        return (number == 0 ? "" : "[Errno " + number + "] ") + reason(error) + file;
    }

    /** {@code strerror}. */
    static String reason(IOException error) {
        return switch (number(error)) {
            case 2 -> "No such file or directory";
            case 13 -> "Permission denied";
            case 17 -> "File exists";
            case 20 -> "Not a directory";
            case 21 -> "Is a directory";
            case 39 -> "Directory not empty";
            default ->
                error instanceof FileSystemException of
                        ? Optional.ofNullable(of.getReason()).orElse("Input/output error")
                        : String.valueOf(error.getMessage());
        };
    }

    private static int number(IOException error) {
        if (error instanceof NoSuchFileException) {
            return 2;
        }
        if (error instanceof AccessDeniedException) {
            return 13;
        }
        if (error instanceof FileAlreadyExistsException) {
            return 17;
        }
        if (error instanceof DirectoryNotEmptyException) {
            return 39;
        }
        boolean isNoDirectory = error instanceof NotDirectoryException || hasReason(error, "Not a directory");
        return isNoDirectory ? 20 : hasReason(error, "Is a directory") ? 21 : 0;
    }

    private static boolean hasReason(IOException error, String reason) {
        return error instanceof FileSystemException of && reason.equals(of.getReason());
    }
}
