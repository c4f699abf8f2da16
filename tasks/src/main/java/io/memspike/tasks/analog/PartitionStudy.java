package io.memspike.tasks.analog;

import io.memspike.memristor.wire.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Accuracy and power of a trained network against how its layers are cut into crossbars. Nothing depends on the number of
 * threads.
 */
public final class PartitionStudy {
    /** Neurons of the paper's network, inputs first. */
    public static final List<Integer> SIZES = List.of(CroppedImages.INPUTS, 120, 84, 10);

    private static final int[] LARGEST_CROSSBARS = {256, 128, 64, 32, 16, 8}; // rows and pairs of columns

    /**
     * One way to cut.
     *
     * @param partitions of each layer
     * @param accuracy share of test images classified rightly, gains calibrated, in [0, 1]
     * @param accuracyGainAsTrained the same with gains as trained
     * @param powerWatts mean power of the drivers, gains calibrated, W
     * @param corrections what the calibration multiplied each layer's gain with
     */
    public record Result(
            List<Partition> partitions,
            double accuracy,
            double accuracyGainAsTrained,
            double powerWatts,
            double[] corrections) {
        /** Number of crossbars. */
        public int crossbars() {
            return partitions.stream().mapToInt(Partition::crossbars).sum();
        }
    }

    private final List<BinaryLayer> layers;
    private final AnalogHardware hardware;
    private final CroppedImages calibration;
    private final CroppedImages test;
    private final int threads;
    private final AnalogNetwork ideal;

    /**
     * A study.
     *
     * @param layers the network
     * @param hardware cells and wires
     * @param calibration training images to set gains with
     * @param test images to be judged by
     * @param threads at least 1
     */
    public PartitionStudy(
            List<BinaryLayer> layers,
            AnalogHardware hardware,
            CroppedImages calibration,
            CroppedImages test,
            int threads) {
        this.layers = layers;
        this.hardware = hardware;
        this.calibration = calibration;
        this.test = test;
        this.threads = threads;
        ideal = AnalogNetwork.of(layers, whole(layers.size()), hardware.ideal(), threads, done -> {});
    }

    /** Without any resistance but the cells'; its power is Σ V²·G. */
    public AnalogEvaluation ideal() {
        return AnalogEvaluation.of(ideal, test, threads);
    }

    /**
     * Judges one way to cut.
     *
     * @param partitions of each layer
     * @param progress told how many crossbars are solved
     */
    public Result result(List<Partition> partitions, IntConsumer progress) {
        final AnalogNetwork trained = AnalogNetwork.of(layers, partitions, hardware, threads, progress);
        final AnalogNetwork calibrated = trained.calibrated(ideal, calibration);
        final AnalogEvaluation found = AnalogEvaluation.of(calibrated, test, threads);
        return new Result(
                List.copyOf(partitions),
                found.accuracy(),
                AnalogEvaluation.of(trained, test, threads).accuracy(),
                found.powerWatts(),
                calibrated.corrections());
    }

    /** One crossbar for each layer. */
    public static List<Partition> whole(int layers) {
        return java.util.Collections.nCopies(layers, Partition.NONE);
    }

    /**
     * Joins numbers of parts.
     *
     * @param horizontal parts of the inputs of each layer
     * @param vertical parts of the outputs of each layer
     * @throws IllegalArgumentException if there is not one of each for each layer, or a part would be empty
     */
    public static List<Partition> partitions(List<Integer> horizontal, List<Integer> vertical) {
        requireOneEach("horizontal", horizontal);
        requireOneEach("vertical", vertical);
        final List<Partition> partitions = new ArrayList<>();
        for (int l = 0; l + 1 < SIZES.size(); l++) {
            try {
                final Partition partition = new Partition(horizontal.get(l), vertical.get(l));
                partition.requireWithin(SIZES.get(l) + 1, SIZES.get(l + 1));
                partitions.add(partition);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + (l + 1) + ": " + e.getMessage(), e);
            }
        }
        return partitions;
    }

    private static void requireOneEach(String which, List<Integer> parts) {
        if (parts.size() != SIZES.size() - 1) {
            throw new IllegalArgumentException(which + " partitions: expected " + (SIZES.size() - 1)
                    + ", one for each layer, found " + parts.size());
        }
    }

    /** Ways to cut the paper's network into crossbars of at most n rows and n pairs of columns, n from 256 down to 8. */
    public static List<List<Partition>> sweep() {
        final List<List<Partition>> sweep = new ArrayList<>();
        for (final int most : LARGEST_CROSSBARS) {
            final List<Partition> partitions = new ArrayList<>();
            for (int l = 0; l + 1 < SIZES.size(); l++) {
                partitions.add(new Partition(parts(SIZES.get(l) + 1, most), parts(SIZES.get(l + 1), most)));
            }
            sweep.add(partitions);
        }
        return sweep;
    }

    private static int parts(int lines, int most) {
        return (lines + most - 1) / most;
    }
}
