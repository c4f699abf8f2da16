package io.memspike.tasks.analog;

import io.memspike.memristor.wire.Partition;
import io.memspike.memristor.wire.PartitionedCrossbar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A binary network on crossbars with wires, solved exactly. A layer's inputs are voltages of 0 to the supply, its bias row
 * stands at the supply, the currents of all crossbars that share an output are added, and
 *
 * <pre>
 *   y_o = supply / (1 + exp(−gain · correction · (I⁺_o − I⁻_o) / (supply · (1/low − 1/high))))
 * </pre>
 *
 * The answer is the last layer's largest output. Immutable; for any number of threads.
 */
public final class AnalogNetwork {
    private final List<BinaryLayer> layers;
    private final List<PartitionedCrossbar> crossbars;
    private final AnalogHardware hardware;
    private final double[] corrections; // of each layer's gain

    private AnalogNetwork(
            List<BinaryLayer> layers,
            List<PartitionedCrossbar> crossbars,
            AnalogHardware hardware,
            double[] corrections) {
        this.layers = layers;
        this.crossbars = crossbars;
        this.hardware = hardware;
        this.corrections = corrections;
    }

    /**
     * Puts a network on crossbars; gains are as trained.
     *
     * @param layers the network
     * @param partitions of each layer
     * @param hardware cells and wires
     * @param threads at least 1; changes no bit of the result
     * @param progress told how many crossbars are solved
     * @throws IllegalArgumentException if there is not one partition for each layer, or one has an empty part
     */
    public static AnalogNetwork of(
            List<BinaryLayer> layers,
            List<Partition> partitions,
            AnalogHardware hardware,
            int threads,
            IntConsumer progress) {
        require(layers, partitions);
        final List<PartitionedCrossbar> crossbars = new ArrayList<>();
        int done = 0;
        for (int l = 0; l < layers.size(); l++) {
            final int before = done;
            crossbars.add(PartitionedCrossbar.of(
                    layers.get(l).conductances(hardware.lowOhm(), hardware.highOhm()),
                    partitions.get(l),
                    hardware.lines(),
                    threads,
                    count -> progress.accept(before + count)));
            done += partitions.get(l).crossbars();
        }
        final double[] corrections = new double[layers.size()];
        Arrays.fill(corrections, 1);
        return new AnalogNetwork(layers, crossbars, hardware, corrections);
    }

    private static void require(List<BinaryLayer> layers, List<Partition> partitions) {
        if (partitions.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "partitions: expected " + layers.size() + ", one for each layer, found " + partitions.size());
        }
        for (int l = 0; l < layers.size(); l++) {
            try {
                partitions
                        .get(l)
                        .requireWithin(layers.get(l).inputs() + 1, layers.get(l).outputs());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + (l + 1) + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * The same with every layer's amplifiers set once for what its crossbars lose: layer by layer from the first, the gain
     * is multiplied by the ratio of the root mean squares of (I⁺ − I⁻), over all neurons and images, of the ideal network
     * and of this one. One number a layer; no label is looked at.
     *
     * @param ideal the same layers without resistance but the cells'
     * @param images to measure with, of the training set
     */
    public AnalogNetwork calibrated(AnalogNetwork ideal, CroppedImages images) {
        AnalogNetwork network = this;
        for (int l = 0; l < layers.size(); l++) {
            final double[] set = network.corrections.clone();
            set[l] = ideal.rootMeanSquare(l, images) / network.rootMeanSquare(l, images);
            network = new AnalogNetwork(layers, crossbars, hardware, set);
        }
        return network;
    }

    private double rootMeanSquare(int layer, CroppedImages images) {
        double sum = 0;
        for (int n = 0; n < images.size(); n++) {
            double[] x = voltages(images.load(n));
            for (int l = 0; l < layer; l++) {
                x = neurons(l, differences(l, x));
            }
            for (final double each : differences(layer, x)) {
                sum += each * each;
            }
        }
        return Math.sqrt(sum / ((double) images.size() * layers.get(layer).outputs()));
    }

    /** What each layer's gain is multiplied with; 1 as trained. */
    public double[] corrections() {
        return corrections.clone();
    }

    /** What became of one image. */
    record Outcome(int answer, double powerWatts) {}

    /** Runs one image. */
    Outcome run(float[] pixels) {
        double[] x = voltages(pixels);
        double power = 0;
        for (int l = 0; ; l++) {
            power += crossbars.get(l).power(x);
            final double[] differences = differences(l, x);
            if (l == layers.size() - 1) {
                return new Outcome(largest(differences), power);
            }
            x = neurons(l, differences);
        }
    }

    /** The drivers' voltages, the bias' last. */
    private double[] voltages(float[] pixels) {
        final double[] voltages = new double[layers.get(0).inputs() + 1];
        for (int i = 0; i < voltages.length - 1; i++) {
            voltages[i] = hardware.supplyVolts() * pixels[i];
        }
        voltages[voltages.length - 1] = hardware.supplyVolts();
        return voltages;
    }

    /** I⁺ − I⁻ of each neuron, in units of a weight of 1 with the supply at its input. */
    private double[] differences(int layer, double[] voltages) {
        final double[][] effective = crossbars.get(layer).effective();
        final double[] differences = new double[layers.get(layer).outputs()];
        for (int i = 0; i < voltages.length; i++) {
            final double[] row = effective[i];
            for (int o = 0; o < differences.length && voltages[i] != 0; o++) {
                differences[o] += voltages[i] * (row[2 * o] - row[2 * o + 1]);
            }
        }
        final double unit = hardware.supplyVolts() * hardware.unitSiemens();
        for (int o = 0; o < differences.length; o++) {
            differences[o] /= unit;
        }
        return differences;
    }

    private double[] neurons(int layer, double[] differences) {
        final double slope = layers.get(layer).gain() * corrections[layer];
        final double[] voltages = new double[differences.length + 1];
        for (int o = 0; o < differences.length; o++) {
            voltages[o] = hardware.supplyVolts() / (1 + StrictMath.exp(-slope * differences[o]));
        }
        voltages[differences.length] = hardware.supplyVolts();
        return voltages;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int o = 1; o < values.length; o++) {
            best = values[o] > values[best] ? o : best;
        }
        return best;
    }
}
