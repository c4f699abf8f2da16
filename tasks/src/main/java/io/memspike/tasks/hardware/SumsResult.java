package io.memspike.tasks.hardware;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.memristor.energy.PathEnergy;
import io.memspike.memristor.hardware.ColumnSums;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What columns were read as; the components say what they mean. */
public record SumsResult(
        List<Layer> layers,
        @Means("number of samples") int samples,
        @Means("energy of an inference on the arrays, J") double joules,

        @Means("duration of an inference on the arrays, layer after layer, s")
        double seconds,

        @Means("as given") String device,
        @Means("seed of the chip, as given") long seed,
        @Means("the file, or null") Path csv) {
    /** A layer; the components say what they mean. */
    public record Layer(
            @Means("its name") String node,
            @Means("columns read, of all samples together") long reads,

            @Means("mean of what was read less what is true, in agreements less disagreements")
            double meanError,

            @Means("root mean square of that") double rootMeanSquareError,
            @Means("energy of an inference, J") double joules,
            @Means("duration of an inference, s") double seconds,
            @JsonIgnore ColumnSums sums) {
        static Layer of(String node, ColumnSums sums, PathEnergy.Read energy, int steps) {
            return new Layer(
                    node,
                    sums.reads(),
                    sums.meanError(),
                    sums.rootMeanSquareError(),
                    steps * energy.joules(),
                    steps * energy.seconds(),
                    sums);
        }
    }

    static SumsResult of(SumsPlan plan, int samples, List<Layer> layers) {
        return new SumsResult(
                layers,
                samples,
                layers.stream().mapToDouble(Layer::joules).sum(),
                layers.stream().mapToDouble(Layer::seconds).sum(),
                plan.device(),
                plan.seed(),
                plan.csv());
    }
}
