package io.monthclose.intake;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands against reading or writing a file, in words; Java says some of it by the name of an exception alone. */
public final class FileTrouble {
    private FileTrouble() {}

    /** What the operating system said in the first place, such as {@code out/bills.csv: permission denied}. */
    public static String of(Exception failure) {
        return switch (first(failure)) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": not there";
            case FileAlreadyExistsException there -> there.getFile() + ": something of that name is in the way";
            case NotDirectoryException file -> file.getFile() + ": not a folder";
            case FileSystemException other when other.getReason() == null -> other.getFile() + ": " + kind(other);
            case IOException other -> Objects.requireNonNullElse(other.getMessage(), kind(other));
            case null -> Objects.requireNonNullElse(failure.getMessage(), kind(failure));
        };
    }

    /** The failure that all others were caused by, as far as it was one of a file. */
    private static @Nullable IOException first(Exception failure) {
        IOException first = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            first = cause instanceof IOException file ? file : first;
        }
        return first;
    }

    private static String kind(Exception failure) {
        return failure.getClass().getSimpleName();
    }
}
