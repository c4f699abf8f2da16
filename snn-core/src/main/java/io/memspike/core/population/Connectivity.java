package io.memspike.core.population;

import io.memspike.core.RandomStream;
import java.util.function.IntConsumer;

/** Which neurons of one group a neuron of another hears. Drawn neuron by neuron, so that it is the same however neurons are dealt out. */
public sealed interface Connectivity {
    /**
     * Draws the sources of one neuron.
     *
     * @param stream the neuron's own
     * @param sources number of neurons that there are to hear
     * @param each takes those that it hears, in [0, sources)
     */
    void draw(RandomStream stream, int sources, IntConsumer each);

    /** How many of {@code sources} a neuron hears, in the mean. */
    double inputs(int sources);

    /**
     * Every pair is connected by chance, independently of all others; a neuron may hear itself. Sources ascend.
     *
     * @param probability of each pair, in (0, 1)
     */
    record Pairwise(double probability) implements Connectivity {
        public Pairwise {
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException(
                        "connections: expected a probability in (0, 1), found " + probability);
            }
        }

        @Override
        public void draw(RandomStream stream, int sources, IntConsumer each) {
            final double miss = StrictMath.log1p(-probability);
            // distances between connections are geometric
            for (double at = gap(stream, miss); at < sources; at += 1 + gap(stream, miss)) {
                each.accept((int) at);
            }
        }

        @Override
        public double inputs(int sources) {
            return probability * sources;
        }

        private static double gap(RandomStream stream, double miss) {
            return Math.floor(StrictMath.log(1 - stream.nextDouble()) / miss);
        }
    }

    /**
     * Every neuron hears as many, drawn with repetition; it may hear itself.
     *
     * @param count sources of a neuron, at least 1
     */
    record InDegree(int count) implements Connectivity {
        public InDegree {
            if (count < 1) {
                throw new IllegalArgumentException("connections: expected at least 1 source, found " + count);
            }
        }

        @Override
        public void draw(RandomStream stream, int sources, IntConsumer each) {
            for (int i = 0; i < count; i++) {
                each.accept(stream.nextInt(sources));
            }
        }

        @Override
        public double inputs(int sources) {
            return count;
        }
    }
}
