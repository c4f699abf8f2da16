package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import java.util.List;

/** One thread's part in a batch: forward with a tape, loss, backward. */
final class BatchWorker {
    private final EventSamples samples;
    private NetworkSession session;
    private final Loss loss;
    private final EventFrames frames;
    private final Tape tape;
    private final BackwardPass backward;
    private final float[][] lossGradient;

    BatchWorker(
            EventSamples samples,
            TrainingConfig config,
            Network network,
            List<SynapseGradient> gradients,
            NeuronGradient neurons) {
        this.samples = samples;
        serve(network);
        this.loss = config.loss();
        this.frames = EventFrames.of(samples);
        this.tape = new Tape(network, samples.steps());
        this.backward = new BackwardPass(network, gradients, neurons, config.spikePenalty(), samples.steps());
        this.lossGradient = new float[samples.steps()][network.classes()];
    }

    /** Goes forward through that network from now on: of the same layers, perhaps with other synapses. */
    void serve(Network network) {
        session = network.newSession();
    }

    /**
     * Learns from one sample of a batch.
     *
     * @param sample which sample
     * @param number its number in the batch
     * @param read number of its reads, by which noise is drawn
     * @param shard its part of the batch. Its sums are modified.
     */
    void learn(int sample, int number, long read, Shard shard) {
        samples.load(sample, frames);
        session.reset(read);
        for (int t = 0; t < frames.steps(); t++) {
            session.step(frames.step(t));
            tape.record(session, t);
        }
        final int label = samples.label(sample);
        shard.loss += loss.evaluate(tape.readout(), label, lossGradient);
        shard.correct += session.decision() == label ? 1 : 0;
        backward.run(tape, lossGradient, shard.number, number);
    }

    /** Sums over a fixed part of a batch, always in the same order whichever thread adds them. */
    static final class Shard {
        final int number;
        double loss;
        int correct;

        Shard(int number) {
            this.number = number;
        }

        void clear() {
            loss = 0;
            correct = 0;
        }
    }
}
