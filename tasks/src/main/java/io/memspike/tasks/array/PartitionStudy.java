package io.memspike.tasks.array;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.BinaryImages;
import io.memspike.memristor.wire.Partition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Accuracy and power of a trained {@linkplain BinaryNetwork binary network} against how its layers are cut into crossbars.
 * Reproduces M. H. Amin, M. Elbtity and R. Zand, "Interconnect parasitics and partitioning in fully-analog in-memory
 * computing architectures", ISCAS 2022, arXiv 2201.12480: 400 × 120 × 84 × 10 neurons on MNIST. Nothing depends on the
 * number of threads.
 *
 * <p><b>Known from the authors</b> (the paper, and their published simulator IMAC-Sim, GLSVLSI 2023): the layers; weights
 * and biases ±1, each a pair of cells of 5 and 15 kΩ; biases as one more row, driven with the supply; inputs of 0 or 1
 * times the supply; sigmoid neurons between 0 and the supply behind differential amplifiers whose gain is set for each
 * layer; wires of a 27 nm × 22 nm copper line along a bit cell of 12 × 15 units of 9 nm: 9.24 Ω a cell on the inputs'
 * lines (here word lines), 11.55 Ω on the sums' lines (here bit lines); horizontal partitions cut the inputs, vertical
 * ones the outputs.
 *
 * <p><b>Assumed here:</b> the supply is 1 V; a digit's 20 × 20 centre is its input, a pixel of at least half the white
 * being 1; sense amplifiers are virtual grounds, and currents of horizontal partitions are added before the neuron; both
 * cells of a pair have a piece of word line of their own, which is harder than one for the pair, as IMAC-Sim has it;
 * neurons and amplifiers are ideal but for their gain, and take no power; nothing is dynamic. The gain follows the same
 * rule for every configuration: the root mean square of a layer's sums over some training images on ideal crossbars,
 * divided by the same on those at hand.
 */
public final class PartitionStudy {
    private static final int INPUTS = BinaryImages.SIDE * BinaryImages.SIDE;

    /** Neurons of the paper's network. */
    public static final List<Integer> OUTPUTS = List.of(120, 84, 10);

    private static final int[] LARGEST_CROSSBARS = {256, 128, 64, 32, 16, 8}; // rows and pairs of columns

    /**
     * How right a network is, and what its drivers deliver.
     *
     * @param accuracy share of images classified rightly, in [0, 1]
     * @param powerWatts mean over the images of Σ V·I of all drivers of all crossbars, each image's voltages standing, W
     */
    public record Evaluation(double accuracy, double powerWatts) {}

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

    private final Model model;
    private final BinaryCells cells;
    private final Data data;
    private final Kernels kernels;
    private final int threads;
    private final PartitionedNetwork ideal;

    /**
     * What a study looks at.
     *
     * @param calibration training images to set gains with
     * @param test images to be judged by
     */
    public record Data(Samples calibration, Samples test) {}

    /**
     * A study.
     *
     * @param model the network
     * @param cells cells and wires
     * @param data images
     * @param kernels inner loops; they change no bit of the result
     * @param threads at least 1
     */
    public PartitionStudy(Model model, BinaryCells cells, Data data, Kernels kernels, int threads) {
        this.model = model;
        this.cells = cells;
        this.data = data;
        this.kernels = kernels;
        this.threads = threads;
        final List<Partition> uncut = whole(BinaryNetwork.layers(model.graph()));
        ideal = PartitionedNetwork.of(model, uncut, cells.ideal(), kernels, threads, done -> {});
    }

    /** Without any resistance but the cells'; its power is Σ V²·G. */
    public Evaluation ideal() {
        return ideal.evaluate(data.test(), threads);
    }

    /**
     * Judges one way to cut.
     *
     * @param partitions of each layer
     * @param progress told how many crossbars are solved
     */
    public Result result(List<Partition> partitions, IntConsumer progress) {
        final PartitionedNetwork trained = PartitionedNetwork.of(model, partitions, cells, kernels, threads, progress);
        final PartitionedNetwork calibrated = trained.calibrated(ideal, data.calibration());
        final Evaluation found = calibrated.evaluate(data.test(), threads);
        return new Result(
                List.copyOf(partitions),
                found.accuracy(),
                trained.evaluate(data.test(), threads).accuracy(),
                found.powerWatts(),
                calibrated.corrections());
    }

    /** One crossbar for each layer. */
    public static List<Partition> whole(int layers) {
        return Collections.nCopies(layers, Partition.NONE);
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
        for (int l = 0; l < OUTPUTS.size(); l++) {
            try {
                final Partition partition = new Partition(horizontal.get(l), vertical.get(l));
                partition.requireWithin(rows(l), OUTPUTS.get(l));
                partitions.add(partition);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + (l + 1) + ": " + e.getMessage(), e);
            }
        }
        return partitions;
    }

    private static void requireOneEach(String which, List<Integer> parts) {
        if (parts.size() != OUTPUTS.size()) {
            throw new IllegalArgumentException(
                    which + " partitions: expected " + OUTPUTS.size() + ", one for each layer, found " + parts.size());
        }
    }

    /** Rows of a layer of the paper's network: its inputs and the bias. */
    private static int rows(int layer) {
        return 1 + (layer == 0 ? INPUTS : OUTPUTS.get(layer - 1));
    }

    /** Ways to cut the paper's network into crossbars of at most n rows and n pairs of columns, n from 256 down to 8. */
    public static List<List<Partition>> sweep() {
        final List<List<Partition>> sweep = new ArrayList<>();
        for (final int most : LARGEST_CROSSBARS) {
            final List<Partition> partitions = new ArrayList<>();
            for (int l = 0; l < OUTPUTS.size(); l++) {
                partitions.add(new Partition(parts(rows(l), most), parts(OUTPUTS.get(l), most)));
            }
            sweep.add(partitions);
        }
        return sweep;
    }

    private static int parts(int lines, int most) {
        return (lines + most - 1) / most;
    }
}
