package io.memspike.serve.run;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** Folders in which others write at the same time: what has gone meanwhile, or cannot be read, is left out. */
final class FoundFiles {
    private FoundFiles() {}

    /**
     * Names of the files in a folder and those below it, in the order of their names.
     *
     * @param folder where there is none, there are no files
     * @param deepest folders below each other that are looked into
     * @param most files and folders that are looked at
     * @param wanted which names, relative to the folder, with / between their parts
     */
    static List<String> in(Path folder, int deepest, int most, Predicate<String> wanted) throws IOException {
        final List<String> names = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), deepest, new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                final String name = folder.relativize(file).toString().replace('\\', '/');
                if (wanted.test(name) && Files.isRegularFile(file)) {
                    names.add(name);
                }
                return ++seen < most ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                return ++seen < most ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
        });
        names.sort(null);
        return names;
    }

    /** Removes a folder, or a file, with all that is in it. */
    static void remove(Path what) throws IOException {
        Files.walkFileTree(what, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
