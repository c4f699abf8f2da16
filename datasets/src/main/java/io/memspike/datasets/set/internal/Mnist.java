package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.IdxArray;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.set.DataSets;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** MNIST: handwritten digits, 60,000 + 10,000, embedded; kept while memory lasts, since many jobs of a process read the same. */
@AutoService(DataSet.class)
public final class Mnist implements DataSet {
    private final Map<Split, SoftReference<Samples>> kept = new EnumMap<>(Split.class);

    /** Found by its name. */
    public Mnist() {}

    @Override
    public String name() {
        return DataSets.MNIST;
    }

    @Override
    public List<String> classes() {
        return IdxImages.DIGITS;
    }

    @Override
    public String source() {
        return "MNIST, LeCun, Cortes, Burges; CC BY-SA 3.0";
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
    public synchronized Samples open(Path data, Split split)
            throws IOException { // one reads, others wait for what it reads
        final SoftReference<Samples> before = kept.get(split);
        Samples samples = before == null ? null : before.get();
        if (samples == null) {
            samples = read(split);
            kept.put(split, new SoftReference<>(samples));
        }
        return samples;
    }

    private Samples read(Split split) throws IOException {
        final String images = IdxImages.fileName(split, IdxImages.IMAGES, '-') + ".gz";
        final String labels = IdxImages.fileName(split, IdxImages.LABELS, '-') + ".gz";
        return IdxImages.join(
                name(),
                images,
                resource(images, 3),
                labels,
                resource(labels, 1),
                classes().size());
    }

    private static IdxArray resource(String name, int dimensions) throws IOException {
        try (InputStream in = ImageSet.class.getResourceAsStream("mnist/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "data set mnist: expected " + name + " in the datasets jar, found none");
            }
            return IdxArray.read(name, in, dimensions);
        }
    }
}
