package io.memspike.tasks.nir;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.datasets.format.internal.NpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Samples without labels from an array [T, …] or [N, T, …], whose last extents are those of a step. Thread-safe. */
final class NpySamples implements Samples {
    private final NpyArray array;
    private final Shape shape;
    private final int size;
    private final int steps;

    private NpySamples(NpyArray array, Shape shape, int size, int steps) {
        this.array = array;
        this.shape = shape;
        this.size = size;
        this.steps = steps;
    }

    /**
     * Reads a file.
     *
     * @param shape of a step
     * @throws FileFormatException where it is none, or of other extents, or of numbers that are not finite
     */
    static NpySamples read(Path file, Shape shape) throws IOException {
        final NpyArray array = NpyArray.read(file.toString(), InputFile.bytes(file, "an NPY array"));
        final int[] extents = array.shape();
        final int[] step = extents(shape);
        final int before = extents.length - step.length;
        final boolean fits = (before == 1 || before == 2)
                && Arrays.equals(extents, before, extents.length, step, 0, step.length)
                && Arrays.stream(extents).allMatch(extent -> extent > 0);
        if (!fits) {
            final String of = text(step);
            throw new FileFormatException(
                    file,
                    "header: shape",
                    "[T, " + of + "] or [N, T, " + of + "], as the graph's input has it",
                    "[" + text(extents) + "]");
        }
        final NpySamples samples = new NpySamples(array, shape, before == 2 ? extents[0] : 1, extents[before - 1]);
        samples.requireFinite(file);
        return samples;
    }

    private static int[] extents(Shape shape) {
        return shape.positions() == 1
                ? new int[] {shape.channels()}
                : shape.height() == 1
                        ? new int[] {shape.channels(), shape.width()}
                        : new int[] {shape.channels(), shape.height(), shape.width()};
    }

    private static String text(int[] extents) {
        final String text = Arrays.toString(extents);
        return text.substring(1, text.length() - 1);
    }

    private void requireFinite(Path file) throws FileFormatException {
        final long elements = (long) size * steps * shape.size();
        for (int i = 0; i < elements; i++) {
            if (!Float.isFinite((float) array.number(i))) {
                throw new FileFormatException(
                        file, "element " + i, "a number that is finite in single precision", array.number(i));
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        final int n = shape.size();
        for (int t = 0; t < into.steps(); t++) {
            final SpikeList step = into.step(t);
            step.clear();
            final int begin = (sample * steps + t) * n;
            for (int i = 0; i < n; i++) {
                final float value = (float) array.number(begin + shape.channelFirst(i));
                if (value != 0f) {
                    step.add(i, value);
                }
            }
        }
    }
}
