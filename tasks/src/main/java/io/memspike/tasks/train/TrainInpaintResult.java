package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What the training of an auto-encoder came to; the components say what they mean. */
public record TrainInpaintResult(
        @Means("mean squared error in the hole of test pictures, in [−1, 1], filled by the model")
        double holeMse,

        @Means("the same, filled by the mean training picture")
        double holeMseMeanFill,

        @Means(
                "the model's own threshold of the early stop, of the hole: the largest that adds at most 1.5 % to the error in the"
                        + " hole of 1,000 training pictures")
        double earlyStop,

        @Means("epochs trained in all") int epochs,
        @Means("the epoch whose model it is") int epoch,
        @Means("training speed") double trainSamplesPerSecond,

        @Means("mean loss of the last epoch; null where none was left to do")
        Double loss,

        @Means("the model file") Path model,
        @Means("number of test pictures") int testSamples,
        @Means("the seed") long seed) {}
