package io.memspike.datasets.set.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a folder for each class, in which one file is one sample. Classes come in turns, files in the order of their names. */
final class ClassFolders {
    private ClassFolders() {}

    /**
     * A file and its class.
     *
     * @param path the file
     * @param label its class
     */
    record Labelled(Path path, int label) {}

    /**
     * The files with an ending.
     *
     * @param folder in which the folders of classes lie
     * @param classes their names, in the order of labels; a class may have no folder
     * @param ending such as {@code .bin}
     * @throws FileNotFoundException where there is no such file
     */
    static List<Labelled> files(Path folder, List<String> classes, String ending) throws IOException {
        final List<List<Path>> byClass = new ArrayList<>();
        for (final String each : classes) {
            byClass.add(files(folder.resolve(each), ending));
        }
        final List<Labelled> all = inTurns(byClass);
        if (all.isEmpty()) {
            throw new FileNotFoundException(folder + ": expected CLASS/NAME" + ending + ", CLASS from " + classes.get(0)
                    + " to " + classes.get(classes.size() - 1) + ", found none");
        }
        return all;
    }

    /** The files of all classes, the first of each, then the second of each, and so on. */
    static List<Labelled> inTurns(List<List<Path>> byClass) {
        final List<Labelled> all = new ArrayList<>();
        final int most = byClass.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (int label = 0; label < byClass.size(); label++) {
                if (i < byClass.get(label).size()) {
                    all.add(new Labelled(byClass.get(label).get(i), label));
                }
            }
        }
        return all;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
