package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Means;
import io.memspike.topology.parameter.Writes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What trainings came to; the components say what they mean. */
public record TrainClassifyResult(
        @Means("share of test samples classified rightly in all steps, in [0, 1]; of several trainings the mean")
        double accuracy,

        @Means("sample standard deviation of several trainings' accuracies; null where there is one")
        Double deviation,

        @Means("accuracy of each training") List<Double> accuracies,

        @Means(
                "share of held-out samples that the kept epoch classifies rightly, of several trainings the mean; null where"
                        + " none were classified: they are with --keep best or --curve")
        Double heldOutAccuracy,

        @Means("other chips of the device that were tested on, of each training; null where --chips asks for none")
        Integer chips,

        @Means("share of test samples that they classify rightly in the mean, in [0, 1]; null without")
        Double chipAccuracy,

        @Means("its sample standard deviation between chips; null where there are fewer than two")
        Double chipDeviation,

        @Means("accuracy of each, one training after the other; null without")
        List<Double> chipAccuracies,

        @Means("epochs of a training") int epochs,

        @Means("the epoch whose model is kept, of several trainings the first's")
        int epoch,

        @Means("mean speed of this run's epochs") double trainSamplesPerSecond,

        @Means("mean loss of the last epoch; null where none was left to do")
        Double loss,

        @Means("the model file, of several trainings the first")
        Path model,

        @Means("number of test samples") int testSamples,
        @Means("the seed, of several trainings the first") long seed,

        @Means(
                "with --hysteresis what this run wrote of each node's mask, with --reform of the pairs of cells that it formed anew, of several trainings the"
                        + " first's; else null")
        List<NodeWrites> writes) {
    /** What was written of a node's mask; the components say what they mean. */
    public record NodeWrites(
            @Means("its name") String node,

            @Means("connections made, pairs of cells formed anew, or of tuned weights those that were brought up")
            long sets,

            @Means("connections cut, the first pruning included, pairs broken for it, or those that were brought down")
            long resets) {
        static List<NodeWrites> of(Map<String, Writes> writes) {
            return writes.entrySet().stream()
                    .map(node -> new NodeWrites(
                            node.getKey(),
                            node.getValue().sets(),
                            node.getValue().resets()))
                    .toList();
        }
    }
}
