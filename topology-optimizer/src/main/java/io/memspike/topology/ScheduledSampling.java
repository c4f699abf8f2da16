package io.memspike.topology;

import io.memspike.core.graph.Edge;

/**
 * In training, what comes over an edge with a delay is at times replaced by what another node, which sees that edge, itself
 * draws from what came over it so far; the probability rises in equal steps from epoch to epoch. That draw has no gradient.
 * Source: Bengio et al., "Scheduled sampling for sequence prediction with recurrent neural networks", NIPS 2015; for spiking
 * auto-encoders Kamata, Mukuta, Harada, AAAI 2022.
 *
 * @param edge the edge: detached, and of a delay of 1
 * @param choice the node that draws instead: a choice of spikes, as what it replaces is
 * @param first probability in the first epoch, in [0, 1]
 * @param last probability in the last epoch
 */
public record ScheduledSampling(Edge edge, String choice, double first, double last) {
    public ScheduledSampling {
        if (edge.delay() != 1 || !edge.isDetached()) {
            throw new IllegalArgumentException(
                    "training: expected a detached edge with a delay of 1 under scheduled sampling, found " + edge);
        }
        if (!(first >= 0 && first <= 1 && last >= 0 && last <= 1)) {
            throw new IllegalArgumentException(
                    "training: expected probabilities of scheduled sampling in [0, 1], found " + first + " and "
                            + last);
        }
    }

    /** Probability in an epoch, from 0. */
    double at(int epoch, int epochs) {
        return epochs == 1 ? first : first + (last - first) * epoch / (epochs - 1);
    }
}
