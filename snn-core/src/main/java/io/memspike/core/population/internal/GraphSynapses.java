package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.population.PopulationPlan;
import io.memspike.core.population.Projection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Synapses of a projection one by one, as {@link SynapseTable} draws them; those of the same ends are one, with the sum of their weights.
 *
 * @param connections who leads where
 * @param weights of these
 */
public record GraphSynapses(Connections connections, float[] weights) {
    /**
     * Draws them.
     *
     * @param plan of all
     * @param number of the projection
     * @param delay steps of each connection
     */
    public static GraphSynapses of(PopulationPlan plan, int number, int delay) {
        final Projection projection = plan.projections().get(number);
        final long key = RandomStream.of(plan.seed(), "projection", number).nextLong();
        final Growing drawn = new Growing();
        for (int target = 0; target < plan.neurons(); target++) {
            final Map<Integer, Float> bySource = new LinkedHashMap<>();
            final RandomStream own = RandomStream.of(key, "weights", target);
            projection
                    .connectivity()
                    .draw(
                            RandomStream.of(key, "sources", target),
                            projection.count(),
                            source -> bySource.merge(projection.first() + source, projection.draw(own), Float::sum));
            final int to = target;
            bySource.forEach((source, weight) -> drawn.add(source, to, weight));
        }
        final int[] delays = new int[drawn.size];
        Arrays.fill(delays, delay);
        return new GraphSynapses(
                new Connections(Arrays.copyOf(drawn.from, drawn.size), Arrays.copyOf(drawn.to, drawn.size), delays),
                Arrays.copyOf(drawn.weights, drawn.size));
    }

    private static final class Growing {
        private int[] from = new int[1024];
        private int[] to = new int[1024];
        private float[] weights = new float[1024];
        private int size;

        void add(int source, int target, float weight) {
            if (size == from.length) {
                from = Arrays.copyOf(from, 2 * size);
                to = Arrays.copyOf(to, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
            }
            from[size] = source;
            to[size] = target;
            weights[size++] = weight;
        }
    }
}
