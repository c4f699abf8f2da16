package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What the training of a classifier of pictures came to; the components say what they mean. */
public record TrainPicturesResult(
        @Means("share of test pictures classified rightly, in [0, 1]")
        double accuracy,

        @Means("epochs of the training") int epochs,
        @Means("number of training pictures") int samples,
        @Means("number of test pictures") int testSamples,
        @Means("the file") Path model,
        @Means("the seed") long seed) {}
