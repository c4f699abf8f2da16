package io.memspike.datasets.set.internal;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where in a directory of data sets the file of one lies: in it, or in a folder with the set's name. */
final class Places {
    private Places() {}

    static boolean has(Path data, String set, String file) {
        return Files.isRegularFile(data.resolve(file))
                || Files.isRegularFile(data.resolve(set).resolve(file));
    }

    static Path find(Path data, String set, String file) throws FileNotFoundException {
        for (final Path place :
                new Path[] {data.resolve(file), data.resolve(set).resolve(file)}) {
            if (Files.isRegularFile(place)) {
                return place;
            }
        }
        throw new FileNotFoundException("data set " + set + ": expected " + file + " in " + data + ", or in its folder "
                + set + ", found none");
    }

    /** A file that another one asks for. */
    static Path there(Path file) throws FileNotFoundException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + ": expected a file, found none");
        }
        return file;
    }
}
