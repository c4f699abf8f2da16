package io.memspike.tasks.hardware;

import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.PartitionStudy;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a cut network achieves and takes; the components say what they mean. */
public record PartitionResult(
        @Means("share of test digits classified rightly, in [0, 1], without resistance of wires")
        double accuracyIdeal,

        @Means("mean Σ V²·G, W, without resistance of wires")
        double powerIdealWatts,

        List<Configuration> configurations,
        @Means("number of test digits") int testSamples,
        @Means("as given") int epochs,
        @Means("duration of the training") double trainSeconds,
        @Means("as given") long seed,
        @Means("the PNG file, or null") Path plot) {
    /** One way to cut; the components say what they mean. */
    public record Configuration(
            @Means("parts of each layer's inputs: uncut first, as asked second, then the sweep")
            List<Integer> horizontal,

            @Means("parts of each layer's outputs") List<Integer> vertical,
            @Means("number of crossbars") int crossbars,

            @Means("share of test digits classified rightly, in [0, 1]")
            double accuracy,

            @Means("the same with gains as trained") double accuracyGainAsTrained,

            @Means("Σ V·I of all drivers, mean over the test digits, W")
            double powerWatts,

            @Means("what each layer's gain was multiplied with")
            List<Double> gainCorrections) {
        /** Of a study's result. */
        public static Configuration of(PartitionStudy.Result result) {
            return new Configuration(
                    result.partitions().stream().map(Partition::horizontal).toList(),
                    result.partitions().stream().map(Partition::vertical).toList(),
                    result.crossbars(),
                    result.accuracy(),
                    result.accuracyGainAsTrained(),
                    result.powerWatts(),
                    Arrays.stream(result.corrections()).boxed().toList());
        }
    }
}
