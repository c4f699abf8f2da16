package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.segment.SegmentationQuality;
import java.nio.file.Path;
import java.util.List;

/** What the training of a network of still data came to; the components say what they mean. */
public record TrainPruneResult(
        @Means("share of test samples, of vessels pixels, classified rightly, in [0, 1]")
        double accuracy,

        @Means("figures of all pixels that count of the test images; null of classes")
        SegmentationQuality pixels,

        @Means("the network") String network,
        @Means("number of its weights") int weights,
        @Means("epochs of the training") int epochs,
        @Means("the epoch whose model is kept") int epoch,

        @Means("mean speed of this run's epochs, of vessels in patches")
        double trainSamplesPerSecond,

        @Means("mean loss of the last epoch; null where none was left to do")
        Double loss,

        @Means("the model file") Path model,
        @Means("number of test samples, of vessels images") int testSamples,
        @Means("the seed") long seed,

        @Means("where writes count, what this run wrote of each node's mask, or weights; else null")
        List<TrainClassifyResult.NodeWrites> writes) {}
