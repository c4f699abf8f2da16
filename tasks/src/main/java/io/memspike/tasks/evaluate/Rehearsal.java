package io.memspike.tasks.evaluate;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Made-up pictures that a made-up network classifies while options, model and data are still being read, so that the loops of
 * camera, synapses and neurons are compiled when real ones come. It changes nothing and keeps nothing; a thread of its own ends
 * by itself.
 */
public final class Rehearsal implements Runnable {
    private static final int SIDE = 28;
    private static final int PICTURES = 8;
    private static final int STEPS = 10;
    private static final int CLASSES = 10;
    private static final long MOST_NANOS =
            TimeUnit.MILLISECONDS.toNanos(700); // by then the loops are compiled, or the machine is busy

    private static final Shape SMALL = new Shape(2, 18, 18);
    private static final int SMALL_ONES = 2;
    private static final int EVERY = 7; // of how many elements of the small view one spikes

    private static final Inference.Trace COUNTING = (t, session) -> session.synapticOperations();

    private static final float SCALE = 0.01f;
    private static final Lif LIF = new Lif(0.2f, 0.2f, 0.1f);
    private static final int HEAD = 16384; // bytes of a model file that hold its graph, or the beginning of it

    private final boolean convolves;

    private Rehearsal(boolean convolves) {
        this.convolves = convolves;
    }

    /**
     * Begins, beside whatever goes on.
     *
     * @param model name or file of what will be done: convolutions are rehearsed where it has any, or cannot be looked into
     */
    public static void begin(String model) {
        final Thread thread = new Thread(new Rehearsal(convolves(model)), "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean convolves(String model) {
        try (InputStream in = Files.newInputStream(Path.of(model))) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains("conv2d");
        } catch (IOException | InvalidPathException e) {
            return true; // of the jar, or whoever reads it will say what is wrong
        }
    }

    @Override
    public void run() {
        rehearse(convolves, MOST_NANOS);
    }

    /**
     * Classifies pictures.
     *
     * @param convolves whether by convolutions
     * @param nanos for how long, and for the small view and one picture at least
     * @return how many
     */
    static int rehearse(boolean convolves, long nanos) {
        final long start = System.nanoTime();
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        if (convolves) {
            rehearseWindows(kernels);
        }
        final ImageSet pictures = pictures();
        final Session session = network(SaccadeCamera.SHAPE, convolves, kernels).newSession();
        int done = 0;
        int steps = 1; // short ones first: uncompiled, a whole one takes as long as all there is
        do {
            final Samples samples = new CameraSamples(pictures, steps).with(kernels);
            final EventFrames frames = EventFrames.of(samples);
            for (int i = 0; i < PICTURES && (done == 0 || System.nanoTime() - start < nanos); i++) {
                samples.load(i, frames);
                Inference.run(session, i, frames, null, COUNTING);
                done++;
            }
            steps = Math.min(steps + 1, STEPS);
        } while (System.nanoTime() - start < nanos);
        return done;
    }

    /**
     * Convolutions of a small view before all else: their loops take the compiler longest, and it should see them end often, or it
     * takes them for endless and compiles them once more.
     */
    private static void rehearseWindows(Kernels kernels) {
        final Session session = network(SMALL, true, kernels).newSession();
        final EventFrames frames = new EventFrames(SMALL, STEPS);
        for (int t = 0; t < STEPS; t++) {
            for (int i = t; i < SMALL.size(); i += EVERY) {
                frames.step(t).add(i, 1);
            }
        }
        for (int i = 0; i < SMALL_ONES; i++) {
            Inference.run(session, i, frames, null, COUNTING);
        }
    }

    /** A line from edge to edge, where windows end; then bars, each a little to the right of the one before. */
    private static ImageSet pictures() {
        final byte[] pixels = new byte[PICTURES * SIDE * SIDE];
        Arrays.fill(pixels, SIDE / 2 * SIDE, (SIDE / 2 + 2) * SIDE, (byte) 250);
        for (int i = 1; i < PICTURES; i++) {
            for (int row = 6; row < SIDE - 6; row++) {
                final int from = (i * SIDE + row) * SIDE + 9 + i;
                Arrays.fill(pixels, from, from + 4, (byte) 250);
            }
        }
        return new ImageSet("made up", SIDE, SIDE, CLASSES, pixels, new byte[PICTURES]);
    }

    /** Of the kinds and numbers of channels that PRIME's networks have. */
    private static Network network(Shape shape, boolean convolves, Kernels kernels) {
        final List<Kind> kinds = new ArrayList<>();
        if (convolves) {
            kinds.addAll(List.of(new Conv2d(12, 5, 1, 1, SCALE), LIF, new AvgPool(2)));
            kinds.addAll(List.of(new Conv2d(64, 5, 1, 0, SCALE), LIF, new AvgPool(2)));
        } else {
            kinds.addAll(List.of(new Linear(250, SCALE), LIF, new Linear(250, SCALE), LIF));
        }
        kinds.addAll(List.of(new Linear(CLASSES, SCALE), Integrator.readout(0.1f), new Mean()));
        return Network.of(
                Graph.chain(shape, kinds),
                (node, matrix) -> WeightedSynapses.of(matrix, weights(matrix), kernels),
                kernels);
    }

    private static float[] weights(Matrix matrix) {
        final float[] weights = new float[matrix.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i * 7919 % 13 - 6) * 0.02f;
        }
        return weights;
    }
}
