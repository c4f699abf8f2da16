package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * N-Caltech101: Caltech's pictures of objects before a moving event camera, {@code CLASS/image_NUMBER.bin} in the folder {@code
 * n-caltech101} or {@code Caltech101} of the directory of data sets. It has no official split: {@link RecordingFolders} tells which
 * recordings are for the test.
 */
@AutoService(DataSet.class)
public final class Ncaltech101 implements DataSet {
    /** Found by its name. */
    public Ncaltech101() {}

    @Override
    public String name() {
        return "n-caltech101";
    }

    /** Those that the directory has; none are known before. */
    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public String source() {
        return "N-Caltech101, Orchard and others, garrickorchard.com/datasets/n-caltech101; CC BY 4.0";
    }

    @Override
    public String encoding() {
        return "events";
    }

    @Override
    public boolean isPresent(Path data) {
        return folder(data) != null;
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path folder = folder(data);
        if (folder == null) {
            throw new FileNotFoundException("data set " + name() + ": expected CLASS/image_NUMBER.bin in the folder "
                    + name() + " or Caltech101 of " + data + ", found neither: it is " + source());
        }
        return new RecordingFolders(name(), folder, source()).open(data, split);
    }

    private static Path folder(Path data) {
        for (final String name : List.of("n-caltech101", "Caltech101")) {
            if (Files.isDirectory(data.resolve(name))) {
                return data.resolve(name);
            }
        }
        return null;
    }
}
