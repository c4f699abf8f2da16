package io.memspike.datasets.set.internal;

import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A directory of the user's with IDX files of ten classes. */
public record IdxDirectory(Path directory) implements DataSet {
    @Override
    public String name() {
        return directory.getFileName() == null ? "/" : directory.getFileName().toString();
    }

    @Override
    public List<String> classes() {
        return IdxImages.DIGITS;
    }

    @Override
    public String source() {
        return directory.toString();
    }

    @Override
    public String encoding() {
        return IdxImages.ENCODING;
    }

    @Override
    public boolean isPresent(Path data) {
        return true;
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        return IdxImages.read(name(), directory, split, classes().size());
    }
}
