package io.memspike.core.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Results of an engine that others wrote; see the README beside them. */
public final class Peer implements AutoCloseable {
    private final SafetensorsFile file;

    /** One of the cases. */
    public Peer(String name) throws IOException {
        file = SafetensorsFile.open(Outside.file("golden/peers/" + name + "/vectors.safetensors"));
    }

    /** A tensor of numbers. */
    public float[] floats(String name) throws IOException {
        return file.tensor(name).floats();
    }

    /** A tensor of whole numbers. */
    public int[] ints(String name) throws IOException {
        final long[] longs = file.tensor(name).longs();
        final int[] ints = new int[longs.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) longs[i];
        }
        return ints;
    }

    /** A tensor of whole numbers as floats. */
    public float[] counts(String name) throws IOException {
        final int[] ints = ints(name);
        final float[] floats = new float[ints.length];
        for (int i = 0; i < ints.length; i++) {
            floats[i] = ints[i];
        }
        return floats;
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String name) {
        return file.has(name);
    }

    /** A number of the metadata. */
    public double number(String name) {
        return Double.parseDouble(file.metadata().get(name));
    }

    /**
     * Asserts that row {@code step} of [steps, n] numbers is what left, within a tolerance; of numbers above 16, which sum up
     * many, five units in the last place.
     */
    public static void assertRow(float[] expected, int step, float[] found, double tolerance, String what) {
        for (int i = 0; i < found.length; i++) {
            final float there = expected[step * found.length + i];
            final double near = tolerance == 0 ? 0 : Math.max(tolerance, 6e-7 * Math.abs(there));
            assertEquals(there, found[i], near, what + " of " + i + " at step " + step);
        }
    }

    /** Row {@code step} of [steps, n] numbers. */
    public static float[] row(float[] all, int step, int n) {
        return Arrays.copyOfRange(all, step * n, (step + 1) * n);
    }

    /** Puts the same numbers there for all. */
    public static void put(Map<String, float[]> tensors, String name, double... values) {
        final float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        tensors.put(name, floats);
    }

    @Override
    public void close() {
        file.close();
    }
}
