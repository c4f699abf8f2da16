package io.memspike.tasks.train.writes;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.train.TrainPrunePlan;
import io.memspike.tasks.train.VesselOptions;
import io.memspike.tasks.train.WriteOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is trained, on devices whose writes count; the components say what they mean, and are null where nothing is asked for. */
public record TrainWritesPlan(
        @Option(
                label = "D",
                says = "a data set of still samples, or `vessels`, as of `train prune`",
                otherwise = "fashion-mnist")
        String dataset,

        DataPlace place,

        @Option(label = "NAME|FILE", says = "the network", shown = "as of `train prune`")
        String network,

        @Option(
                label = "N",
                says = "train on the first N samples, of vessels images",
                otherwise = "0",
                shown = "all but the held-out ones")
        int samples,

        @Option(
                label = "N",
                says = "test on the first N test samples, of vessels images",
                otherwise = "0",
                shown = "all")
        int testSamples,

        @Option(
                label = "N",
                says =
                        "keep the last N training samples, of vessels images, which say what pruning stands beside weights",
                shown = "as of `train prune`")
        Integer holdOut,

        @Option(
                label = "E,...",
                says = "epochs: a training of each length, whose step size falls to 0 over all of it",
                otherwise = "2,5,14",
                split = ",")
        List<Integer> epochs,

        @Option(
                label = "LIMIT,...",
                says = "prune with hysteresis: masks follow scores where it is 0",
                otherwise = "0,0.009",
                split = ",")
        List<Double> hysteresis,

        @Option(
                label = "N,...",
                says = "train weights on devices of so many levels over ± 4 standard deviations of the first weights",
                otherwise = "64",
                split = ",")
        List<Integer> levels,

        @Option(
                label = "levels|updates,...",
                says =
                        "train weights on devices that are written where their level changes, and on such that are written at every"
                                + " update, whatever their level",
                otherwise = "levels,updates",
                split = ",")
        List<String> countWrites,

        @Option(
                label = "SIGMA",
                says =
                        "a write lands beside its level, or a connection that is made anew beside its weight, by so much of it, in"
                                + " [0, 1)",
                otherwise = "0.05")
        double writeNoise,

        @Option(label = "N", says = "samples per update", shown = "as of `train prune`")
        Integer batch,

        @Option(label = "R", says = "step size of masks at the start", shown = "as of `train prune`")
        Double learningRate,

        @Option(label = "R", says = "step size of weights at the start", shown = "as of `train prune`")
        Double weightsRate,

        VesselOptions vessels,

        @Option(label = "R", says = "trainings of each kind: seeds from --seed up", otherwise = "1")
        int repeats,

        @Option(
                written = true,
                label = "FILE",
                says = "write every training as comma-separated values:"
                        + " `written,hysteresis,levels,epochs,seed,writes,sets,resets,heldOut,test`")
        Path csv,

        @Option(written = true, label = "FILE", says = "draw accuracy over writes as PNG")
        Path plot,

        long seed) {
    /** Refuses what no training is. */
    public TrainWritesPlan {
        if (repeats < 1) {
            throw new IllegalArgumentException("--repeats: expected at least 1, found " + repeats);
        }
        if (epochs.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("--epochs: expected numbers of at least 1, found " + epochs);
        }
        countWrites.forEach(how -> new WriteOptions(null, null, null, how)); // refuses what is none
        for (final WriteSetting each : settings(hysteresis, levels, countWrites)) {
            each.method();
            each.writing(writeNoise);
        }
    }

    /** What is compared, pruning first. */
    List<WriteSetting> settings() {
        return settings(hysteresis, levels, countWrites);
    }

    private static List<WriteSetting> settings(List<Double> limits, List<Integer> levels, List<String> counted) {
        final List<WriteSetting> settings = new ArrayList<>();
        limits.forEach(limit -> settings.add(new WriteSetting(WriteSetting.MASKS, limit, null)));
        counted.forEach(how -> levels.forEach(each -> settings.add(new WriteSetting(how, null, each))));
        return settings;
    }

    /** One training. */
    TrainPrunePlan of(WriteSetting setting, int length, long drawnBy) {
        final TrainPrunePlan usual = Plans.read("{}", TrainPrunePlan.class);
        return new TrainPrunePlan(
                dataset,
                place,
                usual.encode(),
                network,
                samples,
                testSamples,
                holdOut,
                length,
                setting.learning(),
                setting.method(),
                batch,
                setting.isPruning() ? learningRate : weightsRate,
                usual.weightDecay(),
                vessels,
                setting.writing(writeNoise),
                null,
                null,
                null,
                drawnBy);
    }
}
