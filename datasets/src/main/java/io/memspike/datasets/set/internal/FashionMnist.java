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

/** Fashion-MNIST: pieces of clothing, 60,000 + 10,000, where Debian's package has put them. */
@AutoService(DataSet.class)
public final class FashionMnist implements DataSet {
    /** Found by its name. */
    public FashionMnist() {}

    @Override
    public String name() {
        return "fashion-mnist";
    }

    @Override
    public List<String> classes() {
        return List.of(
                "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");
    }

    @Override
    public String source() {
        return "Fashion-MNIST, Zalando; MIT";
    }

    @Override
    public String encoding() {
        return IdxImages.ENCODING;
    }

    @Override
    public boolean isPresent(Path data) {
        return Files.isDirectory(data.resolve(name()));
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path directory = data.resolve(name());
        if (!isPresent(data)) {
            throw new FileNotFoundException("data set fashion-mnist: expected in " + directory
                    + ", found nothing: install Debian's package dataset-fashion-mnist"
                    + " or give a directory with the four IDX files");
        }
        return IdxImages.read(name(), directory, split, classes().size());
    }
}
