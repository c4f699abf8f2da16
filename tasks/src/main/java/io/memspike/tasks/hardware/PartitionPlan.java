package io.memspike.tasks.hardware;

import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.BinaryCells;
import io.memspike.tasks.array.BinaryTraining;
import io.memspike.tasks.array.PartitionStudy;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;
import java.util.List;

/**
 * How a binary network is trained and cut into crossbars; the components say what they mean, and are null where nothing
 * is asked for.
 */
public record PartitionPlan(
        @Option(label = "N", says = "parts of each layer's inputs", otherwise = "16,8,8", split = ",")
        List<Integer> horizontal,

        @Option(label = "N", says = "parts of each layer's outputs", otherwise = "8,8,1", split = ",")
        List<Integer> vertical,

        @Option(says = "cut into crossbars of at most 256, 128, ... 8 rows and outputs, too")
        boolean sweep,

        @Option(label = "OHM", says = "resistance of a word line's piece at each cell", otherwise = "9.24")
        double wordWire,

        @Option(label = "OHM", says = "resistance of a bit line's piece at each cell", otherwise = "11.55")
        double bitWire,

        @Option(label = "OHM", says = "output resistance of each driver", otherwise = "0")
        double driver,

        @Option(label = "OHM", says = "input resistance of each sense amplifier", otherwise = "0")
        double sense,

        @Option(label = "OHM", says = "resistance of a low-ohmic cell", otherwise = "5000")
        double low,

        @Option(label = "OHM", says = "resistance of a high-ohmic cell", otherwise = "15000")
        double high,

        @Option(label = "V", says = "voltage of an input of 1", otherwise = "1")
        double supply,

        @Option(label = "E", says = "how often each digit is shown in training, moved anew each time", otherwise = "20")
        int epochs,

        @Option(label = "N", says = "train on the first N digits", shown = "all")
        Integer samples,

        @Option(label = "N", says = "test on the first N test digits", shown = "all")
        Integer testSamples,

        @Option(written = true, label = "FILE", says = "draw accuracy and power against the number of crossbars as PNG")
        Path plot,

        long seed) {
    /** Refuses what is no way to cut, no cell and no training. */
    public PartitionPlan {
        horizontal = List.copyOf(horizontal);
        vertical = List.copyOf(vertical);
        PartitionStudy.partitions(horizontal, vertical);
        new BinaryCells(low, high, new LineResistances(wordWire, bitWire, driver, sense), supply);
        BinaryTraining.ofDefaults(epochs, seed);
    }

    /** As asked. */
    List<Partition> partitions() {
        return PartitionStudy.partitions(horizontal, vertical);
    }

    BinaryCells cells() {
        return new BinaryCells(low, high, new LineResistances(wordWire, bitWire, driver, sense), supply);
    }

    BinaryTraining training() {
        return BinaryTraining.ofDefaults(epochs, seed);
    }
}
