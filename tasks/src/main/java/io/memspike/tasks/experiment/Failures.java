package io.memspike.tasks.experiment;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What people are told of a failure. */
public final class Failures {
    private Failures() {}

    /** One line, whatever it quotes. */
    public static String line(Throwable e) {
        return message(e).replaceAll("\\p{Cntrl}+", " ");
    }

    private static String message(Throwable e) {
        if (e instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            final boolean isExplained = e.getMessage().contains(": expected ");
            return e.getMessage() + (isExplained ? "" : ": expected a file, found none");
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": expected a file that may be accessed, found access denied";
        }
        if (e instanceof FileSystemException system && system.getReason() == null) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        if (e instanceof IOException || e instanceof IllegalArgumentException) {
            return String.valueOf(e.getMessage());
        }
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
