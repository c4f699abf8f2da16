package io.memspike.tasks;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.datasets.MixedSamples;
import io.memspike.datasets.Split;
import io.memspike.datasets.Subset;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.part.Fold;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Data sets as an encoder shows them, cut into what is trained on, held out and tested on. A part is read once and encoded once,
 * and kept.
 * Not thread-safe; its samples are.
 */
public final class ClassifierData {
    private static final int MANY =
            10; // times the held-out samples: whatever is special about the last is a tenth of them

    /** Bins of equal time in PRIME. */
    public static final int STEPS = 10;

    private final DataSets sets;
    private final Encoding encoding; // null: each set's own
    private final long seed;
    private final Map<String, Samples> parts;
    private final Map<String, Samples> encoded = new HashMap<>();

    /** Data found by {@code sets}, each set encoded by what it names itself. */
    public ClassifierData(DataSets sets) {
        this(sets, null, 1);
    }

    /**
     * Data found by {@code sets}.
     *
     * @param encoding how they are encoded; null for by what each set names itself
     * @param seed of what encoders draw; the two parts of a set draw apart
     */
    public ClassifierData(DataSets sets, Encoding encoding, long seed) {
        this(sets, encoding, seed, new HashMap<>());
    }

    private ClassifierData(DataSets sets, Encoding encoding, long seed, Map<String, Samples> parts) {
        this.sets = sets;
        this.encoding = encoding;
        this.seed = seed;
        this.parts = parts;
    }

    /** The same data, read no second time, with another seed of what encoders draw. */
    public ClassifierData withSeed(long other) {
        return new ClassifierData(sets, encoding, other, parts);
    }

    /** The same data, read no second time, as another encoder shows them; null for each data set's own. */
    public ClassifierData withEncoding(Encoding other) {
        return new ClassifierData(sets, other, seed, parts);
    }

    /** How a set is encoded: with every parameter, as a model file keeps it. */
    public Encoding encoding(String dataset) throws IOException {
        return encodingOf(dataset).resolved(part(dataset, Split.TRAIN));
    }

    private Encoding encodingOf(String dataset) {
        return encoding == null ? Encoding.of(sets.of(dataset).encoding()) : encoding;
    }

    /**
     * The first samples of a split.
     *
     * @param dataset name or directory
     * @param split training or test
     * @param count how many; 0 for all
     */
    public Samples samples(String dataset, Split split, int count) throws IOException {
        final Samples all = all(dataset, split);
        if (count < 0 || count > all.size()) {
            throw new IllegalArgumentException("samples: expected at most the " + all.size() + " of " + dataset + "'s "
                    + split.name().toLowerCase(Locale.ROOT) + " split, found " + count);
        }
        return count == 0 ? all : Subset.first(all, count);
    }

    /**
     * The same, where nobody need say how many.
     *
     * @param count how many, 0 for all; null for {@code most}, or all where there are fewer
     */
    public Samples samples(String dataset, Split split, Integer count, int most) throws IOException {
        return samples(
                dataset,
                split,
                count == null ? Math.min(most, all(dataset, split).size()) : count);
    }

    /** What a plan trains on. */
    public Samples training(ClassifierPlan plan) throws IOException {
        final TrainingPart part = plan.part();
        if (part == null) {
            return samples(plan.dataset(), Split.TRAIN, plan.samples());
        }
        final Samples all = all(plan.dataset(), Split.TRAIN);
        final Fold fold = part.drawn() == null ? null : fold(all, plan); // refuses one that there is not
        final Samples left = fold == null || drawnFrom(plan) > part.skip()
                ? new Subset(all, Math.min(part.skip(), all.size()), all.size())
                : fold.left();
        if (plan.samples() > left.size()) {
            throw new IllegalArgumentException("samples: expected at most the " + left.size() + " of " + plan.dataset()
                    + "'s training split that are not left out, found " + plan.samples());
        }
        final Samples own = Subset.first(left, plan.samples());
        return part.mix() == null ? own : new MixedSamples(own, all(part.mix(), Split.TRAIN), part.mixTimes());
    }

    private static Fold fold(Samples all, ClassifierPlan plan) {
        return fold(all, plan, plan.heldOut());
    }

    private static Fold fold(Samples all, ClassifierPlan plan, int size) {
        final TrainingPart.Drawn drawn = plan.part().drawn();
        if (all.size() != drawn.of()) { // which would hold out others
            throw new IllegalArgumentException("held-out samples: expected the " + drawn.of() + " training samples of "
                    + plan.dataset() + " that they were drawn from, found " + all.size());
        }
        return new Fold(all, drawnFrom(plan), size, drawn.fold());
    }

    /** Where those begin that held-out samples are drawn from: behind what is learnt where many are left, else they are all. */
    private static int drawnFrom(ClassifierPlan plan) {
        final int skip = plan.part().skip();
        final int behind = skip + plan.samples();
        return plan.part().drawn().of() - behind >= MANY * (long) plan.heldOut() ? behind : skip;
    }

    /** What a plan never trains on, of its own data set. */
    public Samples heldOut(ClassifierPlan plan) throws IOException {
        return isDrawn(plan)
                ? fold(all(plan.dataset(), Split.TRAIN), plan).held()
                : heldOut(plan.dataset(), plan.heldOut());
    }

    /**
     * So many of the data set that a plan never trains on, or the last of its training split where the plan holds out the last.
     *
     * @throws IllegalArgumentException where the plan drew what it held out, and it is not known what else it did not learn
     */
    public Samples heldOut(ClassifierPlan plan, int count) throws IOException {
        if (!isDrawn(plan)) {
            return heldOut(plan.dataset(), count);
        }
        if (count == plan.heldOut()) {
            return heldOut(plan);
        }
        final int most = drawnFrom(plan) > plan.part().skip()
                ? plan.part().drawn().of() - drawnFrom(plan)
                : plan.heldOut(); // of the others it has learnt
        if (count < 1 || count > most || plan.part().drawn().fold() > 0) {
            throw new IllegalArgumentException("held-out samples: expected "
                    + (plan.part().drawn().fold() > 0 ? "the " + plan.heldOut() : "at most the " + most)
                    + " that the training drew, found " + count);
        }
        return fold(all(plan.dataset(), Split.TRAIN), plan, count).held();
    }

    private static boolean isDrawn(ClassifierPlan plan) {
        return plan.part() != null && plan.part().drawn() != null;
    }

    /** The last {@code count} samples of the training split. */
    public Samples heldOut(String dataset, int count) throws IOException {
        final Samples all = all(dataset, Split.TRAIN);
        if (count < 1 || count > all.size()) {
            throw new IllegalArgumentException("held-out samples: expected 1 to " + all.size() + ", found " + count);
        }
        return new Subset(all, all.size() - count, all.size());
    }

    /** The first {@code most} samples of the training split, or all where there are fewer. */
    public Samples firstTraining(String dataset, int most) throws IOException {
        final Samples all = all(dataset, Split.TRAIN);
        return Subset.first(all, Math.min(most, all.size()));
    }

    /** Number of samples of a training split. */
    public int trainingSize(String dataset) throws IOException {
        return part(dataset, Split.TRAIN).size();
    }

    private Samples all(String dataset, Split split) throws IOException {
        final String key = key(dataset, split);
        Samples all = encoded.get(key);
        if (all == null) {
            final long drawn =
                    RandomStream.of(seed, "encoding", split.ordinal()).nextLong();
            all = encodingOf(dataset).encode(part(dataset, split), drawn);
            encoded.put(key, all);
        }
        return all;
    }

    private static String key(String dataset, Split split) {
        return split + " " + dataset;
    }

    private Samples part(String dataset, Split split) throws IOException {
        final String key = key(dataset, split);
        Samples part = parts.get(key);
        if (part == null) {
            part = sets.open(dataset, split);
            parts.put(key, part);
        }
        return part;
    }
}
