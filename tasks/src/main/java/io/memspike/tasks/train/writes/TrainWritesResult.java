package io.memspike.tasks.train.writes;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What trainings came to, and what they have written; the components say what they mean. */
public record TrainWritesResult(
        @Means("the network") String network,
        @Means("number of its weights") int weights,

        @Means(
                "what is measured on test samples: `accuracy`, or of vessels `prAuc`, the area under precision over recall")
        String measure,

        List<Point> points,
        @Means("of writes, as given") double writeNoise,
        @Means("trainings of each kind, as given") int repeats,
        @Means("the first seed, as given") long seed,
        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot) {
    /** Trainings of one kind and length; the components say what they mean. */
    public record Point(
            @Means("`masks`; `levels` of weights, where they change; or `updates` of weights, whatever their levels")
            String written,

            @Means("of masks; else null") Double hysteresis,
            @Means("of weights; else null") Integer levels,
            @Means("epochs of each training") int epochs,

            @Means("mean number of devices written, each as often as it was")
            double writes,

            @Means("mean on test samples, in [0, 1]") double test,

            @Means("its sample standard deviation; null where there is one training")
            Double deviation,

            @Means("mean on held-out samples; null where none are held out")
            Double heldOut,

            @Means(
                    "of weights, mean on test samples of the masks that were best on held-out ones among those that were written no"
                            + " more often; null where there are none")
            Double pruned,

            @Means("writes of each training") List<Long> eachWrites,
            @Means("of each training") List<Double> eachTest) {
        /** What was written. */
        public WriteSetting setting() {
            return new WriteSetting(written, hysteresis, levels);
        }
    }
}
