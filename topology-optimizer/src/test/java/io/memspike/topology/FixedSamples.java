package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;

/**
 * Random numbers to learn from.
 *
 * @param shape of one step
 * @param steps of a sample
 * @param size number of samples
 * @param targets what is to come out: as many numbers, and as many classes
 */
record FixedSamples(Shape shape, int steps, int size, int targets) implements Samples {
    @Override
    public void load(int sample, EventFrames into) {
        draw(sample, into);
    }

    @Override
    public void target(int sample, Target into) {
        final RandomStream random = draw(sample, new EventFrames(shape, steps));
        into.label(random.nextInt(targets));
        for (int i = 0; i < targets; i++) {
            into.values(targets)[i] = 2 * random.nextFloat() - 1;
        }
    }

    /** Draws what is shown, and gives the stream, from which the target follows. */
    private RandomStream draw(int sample, EventFrames into) {
        final RandomStream random = RandomStream.of(17, "samples", sample);
        into.clear();
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < shape.size(); i++) {
                if (random.nextInt(3) > 0) {
                    into.step(t).add(i, 2 * random.nextFloat() - 1);
                }
            }
        }
        return random;
    }
}
