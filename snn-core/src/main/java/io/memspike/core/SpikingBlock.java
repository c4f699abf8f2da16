package io.memspike.core;

import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Synapses, a norm and spiking neurons behind each other: {@code u ← lif(scale · I + offset)}. An immutable description, as
 * far as its parts are; what moves is in the {@link State}.
 *
 * @param synapses spikes to currents
 * @param norm currents to input of neurons, of the synapses' output channels
 * @param lif the neurons
 * @param kernels inner loops
 */
public record SpikingBlock(Synapses synapses, ChannelAffine norm, LayerSpec.Lif lif, Kernels kernels) {
    public SpikingBlock {
        if (norm.channels() != synapses.output().channels()) {
            throw new IllegalArgumentException("block: expected a norm of "
                    + synapses.output().channels() + " channels, found " + norm.channels());
        }
    }

    /** State at rest; one per thread. Nothing is allocated afterwards. */
    public State open() {
        return new State(this);
    }

    /** Potentials and spikes of one block. */
    public static final class State {
        private final SpikingBlock block;
        private final Synapses.Reader reader;
        private final int neurons;
        private final float[] current;
        private final float[] potential;
        private final SpikeList spikes;

        private State(SpikingBlock block) {
            this.block = block;
            this.reader = block.synapses.open();
            this.neurons = block.synapses.output().size();
            this.current = new float[neurons + Synapses.PADDING];
            this.potential = new float[neurons];
            this.spikes = SpikeList.ofSpikes(neurons);
        }

        /** Forgets everything. */
        public void reset() {
            Arrays.fill(potential, 0f);
            spikes.clear();
        }

        /**
         * One step.
         *
         * @param input what enters. Not modified.
         * @param read number of this read of the synapses ({@link Synapses.Reader#accumulate})
         * @return who fires, until the next step. Not to be modified.
         */
        public SpikeList step(SpikeList input, long read) {
            Arrays.fill(current, 0f);
            reader.accumulate(input, read, current);
            return fire();
        }

        /** One step at the input current of the last one: for an input that does not change, over synapses that read the same. */
        public SpikeList fire() {
            spikes.fire(block.kernels, block.lif, block.norm, current, potential, potential, neurons);
            return spikes;
        }
    }
}
