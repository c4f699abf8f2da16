package io.memspike.core.vae;

import io.memspike.core.ChannelAffine;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.SpikingBlock;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.List;

/**
 * A trained spiking variational auto-encoder: blocks of synapses, norm and neurons. Immutable and thread-safe; state lives
 * in a {@link VaeSession}.
 */
public final class SpikingVae {
    private final VaeSpec spec;
    private final List<SpikingBlock> encoder;
    private final List<SpikingBlock> posterior;
    private final List<SpikingBlock> prior;
    private final List<SpikingBlock> decoder;
    private final Synapses output;
    private final float bias;

    private SpikingVae(VaeSpec spec, Builder builder) {
        this.spec = spec;
        this.encoder = builder.blocks(VaeSpec.ENCODER);
        this.posterior = builder.blocks(VaeSpec.POSTERIOR);
        this.prior = builder.blocks(VaeSpec.PRIOR);
        this.decoder = builder.blocks(VaeSpec.DECODER);
        this.output = builder.synapses(VaeSpec.OUTPUT);
        this.bias = builder.vector(VaeSpec.MEMBRANE, "bias")[0];
    }

    /**
     * The auto-encoder of a model, over the weights that its file gives.
     *
     * @param model layers, weights, masks and vectors
     * @param kernels inner loops
     * @throws IllegalArgumentException where the model is no spiking auto-encoder
     */
    public static SpikingVae of(Model model, Kernels kernels) {
        return of(
                model,
                (position, layer, input) -> WeightedSynapses.of(layer, input, model.effective(position), kernels),
                kernels);
    }

    /**
     * The same over other synapses, those of noisy hardware for example.
     *
     * @param model layers and vectors
     * @param wiring gives the synapses of each layer with weights, by its position in {@link Model#layers()}
     * @param kernels inner loops of the neurons
     */
    public static SpikingVae of(Model model, Network.Wiring wiring, Kernels kernels) {
        final VaeSpec spec = VaeSpec.of(model);
        return new SpikingVae(spec, new Builder(model, spec.inputs(), wiring, kernels));
    }

    /** Makes the parts. */
    private record Builder(Model model, List<Shape> inputs, Network.Wiring wiring, Kernels kernels) {
        List<SpikingBlock> blocks(List<Integer> positions) {
            return positions.stream().map(this::block).toList();
        }

        private SpikingBlock block(int position) {
            final LayerSpec.TdBatchNorm norm =
                    (LayerSpec.TdBatchNorm) model.layers().get(position + 1);
            final ChannelAffine affine = ChannelAffine.of(
                    norm,
                    vector(position + 1, "bias"),
                    vector(position + 1, "gamma"),
                    vector(position + 1, "beta"),
                    vector(position + 1, "mean"),
                    vector(position + 1, "variance"));
            final LayerSpec.Lif lif = (LayerSpec.Lif) model.layers().get(position + 2);
            return new SpikingBlock(synapses(position), affine, lif, kernels);
        }

        Synapses synapses(int position) {
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) model.layers().get(position);
            return wiring.connect(position, layer, inputs.get(position));
        }

        float[] vector(int position, String name) {
            return model.vectors().get(Model.name(position, name));
        }
    }

    /** What it is. */
    public VaeSpec spec() {
        return spec;
    }

    /** State of a new stream of images; one per thread. */
    public VaeSession newSession() {
        return new VaeSession(this);
    }

    List<SpikingBlock> encoder() {
        return encoder;
    }

    List<SpikingBlock> posterior() {
        return posterior;
    }

    List<SpikingBlock> prior() {
        return prior;
    }

    List<SpikingBlock> decoder() {
        return decoder;
    }

    Synapses output() {
        return output;
    }

    float bias() {
        return bias;
    }
}
