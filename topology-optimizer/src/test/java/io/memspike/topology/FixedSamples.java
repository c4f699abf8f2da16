package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.topology.loss.Target;

/**
 * Random numbers to learn from.
 *
 * @param shape of one step
 * @param steps of a sample
 * @param size number of samples
 * @param targets what is to come out: as many numbers, and as many classes
 */
record FixedSamples(Shape shape, int steps, int size, int targets) implements TrainingSamples {
    @Override
    public void load(int sample, EventFrames into, Target target) {
        final RandomStream random = RandomStream.of(17, "samples", sample);
        into.clear();
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < shape.size(); i++) {
                if (random.nextInt(3) > 0) {
                    into.step(t).add(i, 2 * random.nextFloat() - 1);
                }
            }
        }
        target.label(random.nextInt(targets));
        for (int i = 0; i < targets; i++) {
            target.values(targets)[i] = 2 * random.nextFloat() - 1;
        }
    }
}
