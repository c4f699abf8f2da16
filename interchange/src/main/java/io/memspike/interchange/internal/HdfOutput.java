package io.memspike.interchange.internal;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An HDF5 file being written, {@link HdfTree}'s other half. Datasets of texts are of fixed length, which h5py reads as bytes;
 * attributes of texts are not ({@link HdfHeap}). Arrays of numbers are deflated, in one chunk.
 */
public final class HdfOutput {
    private static final DatasetCreationOptions DEFLATED =
            DatasetCreationOptions.builder().deflate().build();

    private final WritableGroup group;
    private final HdfHeap heap;

    private HdfOutput(WritableGroup group, HdfHeap heap) {
        this.group = group;
        this.heap = heap;
    }

    /** Writes into a group. */
    @FunctionalInterface
    public interface Writing {
        /** Of the root. */
        void into(HdfOutput root) throws IOException;
    }

    /**
     * Writes a file whole or not at all.
     *
     * @param writing asked twice where there are attributes of texts: they say where in the file their heap is, behind all else
     * @throws IOException with one line that names it, where that fails
     */
    public static void write(Path target, Writing writing) throws IOException {
        AtomicFile.writePath(target, temporary -> {
            if (!written(temporary, writing, 0).isEmpty()) {
                written(temporary, writing, Files.size(temporary)).append(temporary);
            }
        });
    }

    private static HdfHeap written(Path file, Writing writing, long end) throws IOException {
        final HdfHeap heap = new HdfHeap(end);
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            writing.into(new HdfOutput(hdf, heap));
        } catch (HdfException e) {
            throw new IOException(e.getMessage(), e);
        }
        return heap;
    }

    /** A group within it. */
    public HdfOutput group(String name) {
        return new HdfOutput(group.putGroup(name), heap);
    }

    /** A text. */
    public void text(String name, String text) {
        group.putDataset(name, text);
    }

    /** Texts in a row. */
    public void texts(String name, List<String> texts) {
        group.putDataset(name, texts.toArray(String[]::new));
    }

    /** Texts in pairs, [n, 2]. */
    public void pairs(String name, List<String[]> pairs) {
        group.putDataset(name, pairs.toArray(String[][]::new));
    }

    /** Numbers: whole ones as 64-bit integers where asked for; else in single precision where that is exact. */
    public void numbers(String name, HdfNumbers tensor, boolean areWhole) {
        final double[] values = tensor.values();
        final Class<?> type = areWhole ? long.class : areSingle(values) ? float.class : double.class;
        final int[] extents =
                tensor.extents().stream().mapToInt(Integer::intValue).toArray();
        if (extents.length == 0) {
            group.putDataset(name, boxed(type, values[0]));
        } else {
            final Object array = Array.newInstance(type, extents);
            fill(array, values, 0);
            group.putDataset(name, array, DEFLATED);
        }
    }

    /** An attribute, a number. */
    public void attribute(String name, Number value) {
        group.putAttribute(name, value);
    }

    /** An attribute, a text. */
    public void attribute(String name, String text) {
        heap.putAttribute(group, name, text);
    }

    private static boolean areSingle(double[] values) {
        for (final double value : values) {
            if ((float) value != value) {
                return false;
            }
        }
        return true;
    }

    private static Object boxed(Class<?> type, double value) {
        return type == long.class
                ? (Object) (long) value
                : type == float.class ? (Object) (float) value : (Object) value;
    }

    private static int fill(Object array, double[] values, int from) {
        int at = from;
        for (int i = 0; i < Array.getLength(array); i++) {
            if (array instanceof long[] longs) {
                longs[i] = (long) values[at++];
            } else if (array instanceof float[] floats) {
                floats[i] = (float) values[at++];
            } else if (array instanceof double[] doubles) {
                doubles[i] = values[at++];
            } else {
                at = fill(Array.get(array, i), values, at);
            }
        }
        return at;
    }
}
