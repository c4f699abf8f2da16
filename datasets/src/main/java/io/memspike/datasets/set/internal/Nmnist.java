package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.set.internal.ClassFolders.Labelled;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * N-MNIST: MNIST's digits before a moving event camera. The official layout, {@code Train/LABEL/ID.bin} and
 * {@code Test/LABEL/ID.bin}, whole or in part, in the directory of data sets or its folder {@code n-mnist}.
 */
@AutoService(DataSet.class)
public final class Nmnist implements DataSet {
    /** Found by its name. */
    public Nmnist() {}

    @Override
    public String name() {
        return "n-mnist";
    }

    @Override
    public List<String> classes() {
        return IdxImages.DIGITS;
    }

    @Override
    public String source() {
        return "N-MNIST, Orchard and others, garrickorchard.com/datasets/n-mnist; CC BY-SA 4.0";
    }

    @Override
    public String encoding() {
        return "sensor";
    }

    @Override
    public boolean isPresent(Path data) {
        return Files.isDirectory(folder(data, Split.TEST)) || Files.isDirectory(folder(data, Split.TRAIN));
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path folder = folder(data, split);
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException(
                    "data set " + name() + ": expected Train/LABEL/ID.bin and Test/LABEL/ID.bin in "
                            + data + ", or in its folder " + name() + ", found no " + folder.getFileName() + ": it is "
                            + source());
        }
        final List<Labelled> files = ClassFolders.files(folder, classes(), ".bin");
        final long[][] events = new long[files.size()][];
        for (int i = 0; i < events.length; i++) {
            events[i] = RecordingFiles.events(files.get(i).path(), SensorCamera.SHAPE);
        }
        final int[] labels = files.stream().mapToInt(Labelled::label).toArray();
        return new RecordingSet(
                name(),
                SensorCamera.SHAPE,
                classes().size(),
                events,
                labels,
                Encoder.STILL,
                SensorCamera.DURATION_MICROS / Encoder.STILL,
                1f);
    }

    private static Path folder(Path data, Split split) {
        final String name = split == Split.TRAIN ? "Train" : "Test";
        final Path inside = data.resolve("n-mnist").resolve(name);
        return Files.isDirectory(inside) ? inside : data.resolve(name);
    }
}
