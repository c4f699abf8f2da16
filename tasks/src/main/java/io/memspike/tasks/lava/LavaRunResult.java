package io.memspike.tasks.lava;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What a network did; the components say what they mean. */
public record LavaRunResult(
        @Means("the file of lava-dl") Path net,
        @Means("the file of the spikes") Path out,
        @Means("number of steps") int steps,
        List<Layer> layers,
        @Means("spikes of all layers") long spikes,
        @Means("seconds that all steps took") double seconds,

        @Means("what is odd in the file and does not matter")
        List<String> notes) {
    /** A layer with neurons. */
    public record Layer(
            @Means("its position in the file, the array's name")
            int layer,

            @Means("its type in the file") String type,
            @Means("extents of its array") List<Integer> shape,
            @Means("spikes of all its neurons in all steps") long spikes) {}
}
