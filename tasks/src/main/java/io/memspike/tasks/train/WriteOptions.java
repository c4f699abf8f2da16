package io.memspike.tasks.train;

import io.memspike.tasks.Mode;
import io.memspike.tasks.WriteTraining.Budget;
import io.memspike.tasks.experiment.Option;
import io.memspike.topology.parameter.Writing;

/**
 * What devices may be written in training; null for what is not given.
 *
 * @param writes so many
 * @param levels of a device, of weights
 * @param writeNoise of what a write lands at
 * @param countWrites what counts as a write
 */
public record WriteOptions(
        @Option(
                label = "N",
                says =
                        "end training with the update by which N devices were written, each bit of a mask, or weight, as often as it"
                                + " was; and tell accuracy against writes in `--curve`",
                shown = "no end, uncounted")
        Long writes,

        @Option(
                label = "N",
                says =
                        "with --mode weights: bring devices to one of N levels over ± 4 standard deviations of the first weights",
                shown = "" + LEVELS + " where writes count")
        Integer levels,

        @Option(
                label = "SIGMA",
                says =
                        "a write lands beside its level by so much of it, in [0, 1); of masks, a connection that is made anew"
                                + " beside the weight that it had when it was formed",
                shown = "0")
        Double writeNoise,

        @Option(
                label = "levels|updates",
                says =
                        "with --mode weights: write a device where its level changes, or at every update of its weight, whatever its"
                                + " level",
                shown = "levels")
        String countWrites) {
    private static final int LEVELS = 64;

    /** Refuses what contradicts itself. */
    public WriteOptions {
        if (writes != null && writes < 1) {
            throw new IllegalArgumentException("--writes: expected at least 1, found " + writes);
        }
        writing(levels, writeNoise, countWrites);
    }

    /** Whether writes count. */
    boolean isGiven() {
        return writes != null || levels != null || writeNoise != null || countWrites != null;
    }

    /** The budget of a training in a mode. */
    Budget budget(Mode mode) {
        final long most = writes == null ? 0 : writes;
        if (mode == Mode.WEIGHTS) {
            return new Budget(most, writing(levels, writeNoise, countWrites), 0);
        }
        if (levels != null || countWrites != null) {
            throw new IllegalArgumentException(
                    "--levels, --count-writes: expected --mode weights, whose devices have levels, found prune");
        }
        return new Budget(most, null, writeNoise == null ? 0 : writeNoise);
    }

    private static Writing writing(Integer levels, Double noise, String counted) {
        if (counted != null && !counted.equals("levels") && !counted.equals("updates")) {
            throw new IllegalArgumentException("--count-writes: expected levels or updates, found '" + counted + "'");
        }
        return new Writing(levels == null ? LEVELS : levels, noise == null ? 0 : noise, "updates".equals(counted));
    }
}
