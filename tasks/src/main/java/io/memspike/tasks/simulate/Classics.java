package io.memspike.tasks.simulate;

import io.memspike.core.population.Connectivity;
import io.memspike.core.population.NeuronModel;
import io.memspike.core.population.PopulationPlan;
import io.memspike.core.population.Projection;
import java.util.List;

/** Two networks by which simulators are compared. A clock of 0.1 ms, four of five neurons excitatory. */
public final class Classics {
    /** Neurons of a network that is soon simulated. */
    static final int SMALL = 1_000;

    private static final double STEP_MILLIS = 0.1;

    private static final int CUBA_NEURONS = 4_000;
    private static final double CUBA_PROBABILITY = 0.02;
    private static final double CUBA_EXCITATORY = 1.62; // mV
    private static final double CUBA_INHIBITORY = -9; // mV

    private static final int BRUNEL_NEURONS = 12_500;
    private static final int BRUNEL_INPUTS = 1_250;
    private static final int LEAST_INPUTS = 5;
    private static final double BRUNEL_WEIGHT = 0.1; // mV, J
    private static final double BRUNEL_RATIO = 5; // g
    private static final double BRUNEL_ETA = 2; // outer rate over that which reaches the threshold
    private static final int BRUNEL_DELAY = 15; // steps: 1.5 ms

    private Classics() {}

    /**
     * Excitation and inhibition that keep each other going without any input: CUBA of Brette and others, "Simulation of networks
     * of spiking neurons", Journal of Computational Neuroscience 23, 2007, after Vogels and Abbott, Journal of Neuroscience 25, 2005.
     *
     * @param neurons how many; null for 4,000
     * @param inputs how many each hears, in the mean; null for 80, a fiftieth of 4,000, and a fiftieth of fewer
     */
    static PopulationPlan cuba(Integer neurons, Integer inputs, long seed) {
        final int n = neurons(neurons, CUBA_NEURONS);
        final double usual = CUBA_PROBABILITY * Math.min(n, CUBA_NEURONS);
        final double heard = inputs(inputs, n, usual);
        final double drive = CUBA_PROBABILITY * CUBA_NEURONS / heard;
        final int excitatory = excitatory(n);
        final Connectivity connectivity = new Connectivity.Pairwise(heard / n);
        return new PopulationPlan(
                n,
                new NeuronModel.Exponential(-49, 20, 5, 10, -50, -60, 5),
                STEP_MILLIS,
                List.of(
                        new Projection(0, excitatory, connectivity, CUBA_EXCITATORY * drive, 1),
                        new Projection(excitatory, n - excitatory, connectivity, CUBA_INHIBITORY * drive, 1)),
                null,
                new PopulationPlan.Start(-60, -50),
                seed);
    }

    /**
     * Neurons of equal numbers of inputs and of outer spikes twice as many as reach the threshold: Brunel, "Dynamics of sparsely
     * connected networks of excitatory and inhibitory spiking neurons", Journal of Computational Neuroscience 8, 2000; g = 5, η = 2.
     *
     * @param neurons how many; null for 12,500
     * @param inputs how many each hears; null for 1,250, and for a tenth of fewer than 12,500 neurons
     */
    static PopulationPlan brunel(Integer neurons, Integer inputs, long seed) {
        final int n = neurons(neurons, BRUNEL_NEURONS);
        final int heard = (int) inputs(inputs, n, Math.max(LEAST_INPUTS, Math.min(n / 10, BRUNEL_INPUTS)));
        if (heard < LEAST_INPUTS) {
            throw new IllegalArgumentException(
                    "--inputs: expected at least " + LEAST_INPUTS + ", of whom one in five inhibits, found " + heard);
        }
        final int ofExcitatory = (int) Math.round(0.8 * heard);
        final int ofInhibitory = heard - ofExcitatory;
        final NeuronModel.Delta model = new NeuronModel.Delta(20, 20, 0, 2);
        final double weight = BRUNEL_WEIGHT * BRUNEL_INPUTS / heard;
        // ν_th = θ / (J C_E τ): outer spikes of so many synapses reach the threshold
        final double threshold = model.threshold() / (weight * ofExcitatory * model.tau());
        final int excitatory = excitatory(n);
        return new PopulationPlan(
                n,
                model,
                STEP_MILLIS,
                List.of(
                        new Projection(0, excitatory, new Connectivity.InDegree(ofExcitatory), weight, BRUNEL_DELAY),
                        new Projection(
                                excitatory,
                                n - excitatory,
                                new Connectivity.InDegree(ofInhibitory),
                                -BRUNEL_RATIO * weight,
                                BRUNEL_DELAY)),
                new PopulationPlan.Outer(BRUNEL_ETA * threshold * ofExcitatory * STEP_MILLIS, weight),
                new PopulationPlan.Start(0, 0),
                seed);
    }

    private static int neurons(Integer given, int usual) {
        final int neurons = given == null ? usual : given;
        if (neurons < 10) {
            throw new IllegalArgumentException("--neurons: expected at least 10, found " + neurons);
        }
        return neurons;
    }

    private static double inputs(Integer given, int neurons, double usual) {
        if (given != null && (given < 1 || given >= neurons)) {
            throw new IllegalArgumentException(
                    "--inputs: expected 1 to fewer than the " + neurons + " neurons, found " + given);
        }
        return given == null ? Math.max(1, usual) : given;
    }

    private static int excitatory(int neurons) {
        return (int) (0.8 * neurons);
    }
}
