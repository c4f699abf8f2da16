package io.memspike.bench.run;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.LineFit;
import io.memspike.bench.jmh.BenchNetworks;
import io.memspike.bench.jmh.Digits;
import io.memspike.bench.jmh.InputRateBenchmark;
import io.memspike.bench.jmh.JmhRuns;
import io.memspike.bench.jmh.JmhScores;
import io.memspike.bench.peer.InpaintingPeer;
import io.memspike.bench.peer.Peers;
import io.memspike.core.file.Model;
import io.memspike.tasks.internal.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Measurements for people who ask how fast this is on their machine. Not thread-safe; one at a time on a machine. */
public final class Bench {
    /** Shares of inputs that spike, in per cent, for {@link #inputRates}. */
    private static final List<Integer> PERCENT = List.of(1, 2, 5, 10, 20);

    private static final int RATE_ROUNDS = 3;
    private static final int PEER_ROUNDS = 3;
    private static final int TEST_SAMPLES = 2_000;
    private static final int TRAIN_SAMPLES = 6_000;
    private static final int INPAINTING_SAMPLES = 900;

    private Bench() {}

    /**
     * Measures the selection, or the peers at length.
     *
     * @param plan what and how
     * @param progress told what is about to be measured
     * @param found told, of the peers at length, each figure when all its turns are over
     * @throws IOException where a model cannot be read or files for the peers cannot be written
     * @throws InterruptedException where this thread is interrupted while a peer runs
     */
    public static BenchResult run(BenchPlan plan, Consumer<String> progress, Consumer<Figure> found)
            throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.of("memspike-bench")) {
            final Path work = directory.path();
            if (!plan.hasPeers()) {
                return new Selection(plan, work, progress).run();
            }
            final List<String> notes = new ArrayList<>();
            final List<Figure> figures = new ArrayList<>();
            final Peers peers = new Peers(plan, work, progress, found, notes);
            final int rounds = plan.isQuick() ? 1 : PEER_ROUNDS;
            figures.addAll(peers.inference(rounds, plan.isQuick() ? TEST_SAMPLES / 4 : TEST_SAMPLES));
            figures.addAll(peers.training(rounds, plan.isQuick() ? TRAIN_SAMPLES / 6 : TRAIN_SAMPLES));
            progress.accept("training inpainting against PyTorch");
            figures.add(new InpaintingPeer(plan, BenchNetworks.kernels(plan.kernels()))
                    .training(rounds, plan.isQuick() ? INPAINTING_SAMPLES / 3 : INPAINTING_SAMPLES, work, notes));
            return new BenchResult(figures, notes);
        }
    }

    /**
     * Cost of a step against its spikes: median nanoseconds of {@link InputRateBenchmark} at 1, 2, 5, 10 and 20 % of the
     * inputs.
     *
     * @return points of (spikes, nanoseconds), ascending
     */
    public static List<LineFit.Point> inputRates(BenchPlan plan, Consumer<String> progress) {
        final JmhRuns runs = new JmhRuns(1, 3, 3, 150);
        final Map<Integer, List<Double>> nanos = new TreeMap<>();
        for (int round = 0; round < (plan.isQuick() ? 1 : RATE_ROUNDS); round++) { // by turns: a noisy moment hits all
            for (final int percent : PERCENT) {
                progress.accept("step at an input rate of " + percent + " %");
                final JmhScores found = runs.run(
                        InputRateBenchmark.class,
                        "step",
                        Map.of("percent", Integer.toString(percent), "kernels", plan.kernels()));
                nanos.computeIfAbsent(percent, any -> new ArrayList<>()).addAll(found.primary());
            }
        }
        final List<LineFit.Point> points = new ArrayList<>();
        nanos.forEach((percent, measured) ->
                points.add(new LineFit.Point(InputRateBenchmark.spikes(percent), Figure.median(measured))));
        return points;
    }

    /** What figures call a model: {@code conv} or {@code mlp} where it is one of PRIME's networks, else by its file. */
    public static String kind(String file, Model model) {
        return BenchNetworks.kind(file, model);
    }

    /**
     * The same of an untrained network, which is read for it.
     *
     * @param network name or YAML file
     * @throws IOException where it cannot be read, or is none for digits
     */
    public static String kind(String network) throws IOException {
        return BenchNetworks.kind(network, BenchNetworks.model(network, new Digits(1, 1)));
    }
}
