package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.network.RateReadout;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.PixelCrossEntropy;
import io.memspike.topology.parameter.Writes;
import io.memspike.topology.parameter.Writing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * A network in training whose devices have only so many writes: what pruning and the tuning of weights come to with as many. It
 * ends with the update that uses them up, or with the plan's epochs. Nothing goes on from it. Not thread-safe; training uses
 * threads of its own.
 *
 * <p>Of weights that are tuned, the model is what has landed on the devices; of masks, what the scores after the last update say,
 * whose writes the next update would have counted.
 */
public final class WriteTraining {
    /** Metadata of a model: how its weights were written, and what it has cost. */
    public static final String WRITTEN = "written";

    private static final int POINTS = 20; // looked at while the budget lasts

    private final TrainingConfig config;
    private final Budget budget;
    private final Samples samples;
    private final Trainer.Task task;
    private final IntFunction<Map<String, String>> described; // a model by epochs done
    private final String device; // of pruned weights; null where none are
    private final Map<String, Writes> writes = new LinkedHashMap<>(); // by node
    private final List<Point> points = new ArrayList<>();
    private int epochsDone;

    /**
     * What devices may be written.
     *
     * @param writes so many, or 0 for no end
     * @param writing how trained weights are; null where connections are pruned
     * @param noise where connections are pruned, standard deviation of what one that is made anew comes back with, relative to its
     *     weight, in [0, 1)
     */
    public record Budget(long writes, Writing writing, double noise) {
        /** Checks the numbers. */
        public Budget {
            if (writes < 0) {
                throw new IllegalArgumentException("writes: expected at least 0, found " + writes);
            }
            if (!(noise >= 0 && noise < 1)) {
                throw new IllegalArgumentException("write noise: expected a relative noise in [0, 1), found " + noise);
            }
        }

        /** A network's learners on devices; a limit of null is none. */
        private Learners on(Learners learners, Double limit, long seed) {
            return writing == null
                    ? learners.withWriting(limit == null ? 0 : limit, noise, seed)
                    : learners.withWriting(writing, seed);
        }
    }

    /**
     * How good it is after so many writes.
     *
     * @param writes of all devices
     * @param epoch epochs behind it
     * @param loss mean loss since the point before; null of the first
     * @param accuracy what is said of the model then, such as the share of held-out samples that it classifies rightly
     */
    public record Point(Writes writes, double epoch, Double loss, double accuracy) {}

    /**
     * A new training of a classifier.
     *
     * @param plan how, of a mode that the budget's writing is of
     * @param budget of writes
     * @param network the network that it names
     * @param samples what is learnt from
     * @throws IllegalArgumentException where the network is no classifier of the samples
     */
    public WriteTraining(ClassifierPlan plan, Budget budget, GraphText network, Samples samples) {
        TrainingMethod.requirePlain(plan.method());
        ClassifierTraining.requireClassifier(network.graph(), samples);
        final Start start = Start.of(RateReadout.of(network), plan::learning, plan.scores(), plan.seed());
        final Graph graph = plan.surrogateIn(start.graph());
        this.config = plan.config();
        this.budget = budget;
        this.samples = samples;
        this.task = Trainer.Task.of(
                graph,
                budget.on(start.learners(), plan.hysteresis(), plan.seed()),
                CrossEntropy.of(graph, plan.loss()));
        this.described = done -> Checkpoint.metadata(
                plan.seed(),
                plan.dataset(),
                plan.encoder(),
                plan.withEpochsDone(done).toJson());
        this.device = start.device();
    }

    /**
     * A new training on patches of images, of which every pixel is classified.
     *
     * @param plan how, of a mode that the budget's writing is of
     * @param budget of writes
     * @param network the network that it names
     * @param patches what is learnt from; they are shown as the plan says
     * @throws IllegalArgumentException where the network does not classify the pixels of such patches
     */
    public WriteTraining(SegmentationPlan plan, Budget budget, GraphText network, Samples patches) {
        SegmentationTraining.requireSegmentation(network.graph(), patches.shape());
        final Start start = Start.of(network, plan::learning, TrainingMethod.scoresOf(plan.method()), plan.seed());
        final Graph graph = plan.surrogateIn(start.graph());
        this.config = plan.config();
        this.budget = budget;
        this.samples = plan.encoding().encode(patches, plan.seed());
        this.task = Trainer.Task.of(
                graph,
                budget.on(start.learners(), plan.hysteresis(), plan.seed()),
                new PixelCrossEntropy(graph.output()));
        this.described = done -> SegmentationTraining.metadata(plan.withEpochsDone(done));
        this.device = start.device();
    }

    /**
     * Trains.
     *
     * @param judge what a model is worth, asked now and then
     * @param kernels inner loops; they change no bit of the result
     * @param threads threads to use; they change no bit of the result
     * @param progress told about each update and epoch
     * @return how good it is from the start to the end
     */
    public List<Point> run(ToDoubleFunction<Model> judge, Kernels kernels, int threads, TrainingProgress progress) {
        try (Trainer trainer = new Trainer(task, samples, config, kernels, threads, 0)) {
            look(judge, 0, null);
            final Sums sums = new Sums();
            while (trainer.epochsDone() < config.epochs() && !isUsedUp()) {
                sums.add(trainer.batch());
                trainer.writes().forEach((node, of) -> {
                    writes.merge(node, of, Writes::plus);
                    sums.writes.merge(node, of, Writes::plus);
                });
                sums.tell(progress);
                final boolean isEpoch = trainer.epochsDone() > epochsDone;
                epochsDone = trainer.epochsDone();
                if (isEpoch || isUsedUp() || isPointReached()) {
                    final double epoch = (double) trainer.batchesDone() / trainer.batchesPerEpoch();
                    look(judge, epoch, sums.lossSince());
                }
                if (isEpoch) {
                    progress.epochDone(sums.epoch(points.get(points.size() - 1)));
                }
            }
        }
        return List.copyOf(points);
    }

    private boolean isUsedUp() {
        return budget.writes() > 0 && total().total() >= budget.writes();
    }

    private boolean isPointReached() {
        return budget.writes() > 0 && total().total() >= points.size() * budget.writes() / POINTS;
    }

    private Writes total() {
        return writes.values().stream().reduce(Writes.NONE, Writes::plus);
    }

    private void look(ToDoubleFunction<Model> judge, double epoch, Double loss) {
        points.add(new Point(total(), epoch, loss, judge.applyAsDouble(model())));
    }

    /** Of the epoch at hand, and since the last look. */
    private static final class Sums {
        final Map<String, Writes> writes = new LinkedHashMap<>(); // of the epoch, by node
        private long start = System.nanoTime();
        private Trainer.BatchResult last;
        private double loss;
        private int right;
        private int seen;
        private double recentLoss;
        private int recent;

        void add(Trainer.BatchResult result) {
            last = result;
            final double sum = Arrays.stream(result.losses())
                    .flatMapToDouble(Arrays::stream)
                    .sum();
            loss += sum;
            right += result.right();
            seen += result.samples();
            recentLoss += sum;
            recent += result.samples();
        }

        void tell(TrainingProgress progress) {
            progress.updated(last.epoch(), last.done(), last.of(), loss / seen, (double) right / seen);
        }

        double lossSince() {
            final double mean = recentLoss / recent;
            recentLoss = 0;
            recent = 0;
            return mean;
        }

        TrainingProgress.EpochResult epoch(Point point) {
            final TrainingProgress.EpochResult result = new TrainingProgress.EpochResult(
                    last.epoch(),
                    loss / seen,
                    (double) right / seen,
                    seen,
                    System.nanoTime() - start,
                    point.accuracy(),
                    new LinkedHashMap<>(writes));
            writes.clear();
            start = System.nanoTime();
            loss = 0;
            right = 0;
            seen = 0;
            return result;
        }
    }

    /** What was written so far, by node. */
    public Map<String, Writes> writes() {
        return new LinkedHashMap<>(writes);
    }

    /** Epochs that are done. */
    public int epochsDone() {
        return epochsDone;
    }

    /** The model as trained so far. */
    public Model model() {
        final Map<String, String> metadata = described.apply(epochsDone);
        metadata.put(WRITTEN, PlanJson.write(new Written(budget, total().sets(), total().resets())));
        if (device != null) {
            metadata.put(ModelNetwork.DEVICE, device);
        }
        return Checkpoint.model(task.graph(), task.learners(), metadata, false);
    }

    private record Written(Budget budget, long sets, long resets) {}
}
