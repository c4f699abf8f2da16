package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.internal.Parallel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Renews the running statistics of batch norms where a model lies: arrays are never quite what was trained on, and what they add
 * up to is neither centred nor scaled any more. Norm by norm in the order of the schedule, each sees the samples behind those
 * that were renewed before it; its mean and (unbiased) variance become theirs, over samples and positions: of a {@link BatchNorm}
 * averaged over steps, of a {@link TdBatchNorm} over all steps at once. Weights and masks stay. Same arguments, same bits, on any threads.
 */
public final class NormRecalibration {
    private final Model model;
    private final Placement placement;
    private final Samples samples;
    private final Kernels kernels;
    private final int threads;

    /**
     * A renewal.
     *
     * @param model graph, weights and masks. Not modified.
     * @param placement what they lie on
     * @param samples what is seen, all of them, at least two values a channel
     * @param kernels inner loops; they change no bit of the result
     * @param threads threads to use; they change no bit of the result
     */
    public NormRecalibration(Model model, Placement placement, Samples samples, Kernels kernels, int threads) {
        this.model = model;
        this.placement = placement;
        this.samples = samples;
        this.kernels = kernels;
        this.threads = threads;
    }

    /** Refuses a model of which nothing could be renewed. */
    public static void requireNorms(Model model) {
        if (norms(model.graph()) == 0) {
            throw new IllegalArgumentException("recalibration: expected a network with batch norms, found none");
        }
    }

    /** Refuses, as an option, a number of samples that tells no variance; null is none. */
    public static void requireSamples(Integer count) {
        if (count != null && count < 2) {
            throw new IllegalArgumentException("--recalibrate: expected at least 2 samples, found " + count);
        }
    }

    /** Number of norms that will be renewed. */
    public int norms() {
        return norms(model.graph());
    }

    private static int norms(Graph graph) {
        return graph.nodesOf(BatchNorm.class).size()
                + graph.nodesOf(TdBatchNorm.class).size();
    }

    /**
     * The model with renewed norms.
     *
     * @param progress told the number of samples done, of {@link #norms} times all
     * @throws IllegalArgumentException where it has no batch norm, or one that more than one edge leads to, or a late one
     */
    public Model run(IntConsumer progress) {
        requireNorms(model);
        Model renewed = model.at(samples.shape());
        final Placed placed = ModelNetwork.placed(renewed, kernels, placement); // weights stay: one array for all norms
        int done = 0;
        for (final String name : renewed.graph().schedule().order()) {
            final Node node = renewed.graph().node(name);
            if (node.kind() instanceof BatchNorm || node.kind() instanceof TdBatchNorm) {
                final int before = done;
                renewed = renewed(renewed, placed, name, seen -> progress.accept(before + seen));
                done += samples.size();
            }
        }
        return new Model(model.graph(), renewed.tensors(), renewed.masks(), renewed.state(), renewed.metadata());
    }

    private Model renewed(Model before, Placed placed, String norm, IntConsumer progress) {
        final String source = source(before.graph(), norm);
        final Network network = Network.of(before.graph(), before.tensors(), placed, kernels);
        final Sums[] each = new Sums[samples.size()];
        Parallel.run(
                each.length,
                threads,
                () -> {
                    final Session session = network.newSession();
                    final EventFrames frames = EventFrames.of(samples);
                    final float[] room = new float[before.graph().shape(source).size()];
                    return i -> each[i] = seen(session, frames, i, source, room);
                },
                progress);
        final Sums all = new Sums(samples.steps(), before.graph().shape(source));
        for (final Sums sample : each) {
            all.add(sample);
        }
        final Map<String, float[]> tensors = new LinkedHashMap<>(before.tensors());
        final boolean isOverTime = before.graph().node(norm).kind() instanceof TdBatchNorm;
        final float[] bias = isOverTime ? tensors.get(Model.name(norm, "bias")) : null;
        tensors.put(Model.name(norm, "mean"), all.means(samples.size(), bias));
        tensors.put(
                Model.name(norm, "variance"),
                isOverTime ? all.variance(samples.size()) : all.variances(samples.size()));
        return new Model(before.graph(), tensors, before.masks(), before.state(), before.metadata());
    }

    private static String source(Graph graph, String norm) {
        final List<Edge> edges = graph.into(norm, 0);
        if (edges.size() != 1 || edges.get(0).delay() != 0) {
            throw GraphException.at(norm, "one edge without delay, to be recalibrated", edges.toString());
        }
        return edges.get(0).from();
    }

    private Sums seen(Session session, EventFrames frames, int sample, String source, float[] room) {
        final Sums sums = new Sums(samples.steps(), session.shape(source));
        samples.load(sample, frames);
        Inference.run(session, sample, frames, null, (t, stepped) -> {
            stepped.values(source, room);
            sums.add(t, room);
        });
        return sums;
    }

    /** Sums by step and channel. */
    private static final class Sums {
        private final int channels;
        private final int positions;
        private final double[][] first; // [step][channel]
        private final double[][] second;

        Sums(int steps, Shape shape) {
            channels = shape.channels();
            positions = shape.positions();
            first = new double[steps][channels];
            second = new double[steps][channels];
        }

        void add(int t, float[] values) {
            for (int p = 0; p < positions; p++) {
                for (int c = 0; c < channels; c++) {
                    final double value = values[p * channels + c];
                    first[t][c] += value;
                    second[t][c] += value * value;
                }
            }
        }

        void add(Sums other) {
            for (int t = 0; t < first.length; t++) {
                for (int c = 0; c < channels; c++) {
                    first[t][c] += other.first[t][c];
                    second[t][c] += other.second[t][c];
                }
            }
        }

        /** Means of the steps' means, beside a term for each channel that comes before the norm, or null. */
        float[] means(int samples, float[] bias) {
            final float[] means = new float[channels];
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (final double[] step : first) {
                    sum += step[c] / ((double) samples * positions);
                }
                means[c] = (float) (sum / first.length + (bias == null ? 0 : bias[c]));
            }
            return means;
        }

        /** Those of all steps at once. */
        float[] variance(int samples) {
            final float[] variances = new float[channels];
            final double n = (double) samples * positions * first.length;
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                double squares = 0;
                for (int t = 0; t < first.length; t++) {
                    sum += first[t][c];
                    squares += second[t][c];
                }
                variances[c] = (float) Math.max(0, (squares - sum * sum / n) / Math.max(1, n - 1));
            }
            return variances;
        }

        /** Means of the steps' variances. */
        float[] variances(int samples) {
            final float[] variances = new float[channels];
            final double n = (double) samples * positions;
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int t = 0; t < first.length; t++) {
                    sum += Math.max(0, (second[t][c] - first[t][c] * first[t][c] / n) / Math.max(1, n - 1));
                }
                variances[c] = (float) (sum / first.length);
            }
            return variances;
        }
    }
}
