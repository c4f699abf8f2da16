package io.memspike.core.vae;

import io.memspike.core.SpikeList;
import io.memspike.core.SpikingBlock;
import io.memspike.core.Synapses;
import io.memspike.core.Unflattening;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.Arrays;
import java.util.List;

/**
 * One stream of images through an auto-encoder. State carries on from step to step, so every step costs the same. A step
 * allocates nothing. One session per thread.
 *
 * <pre>{@code
 * session.begin(imageWithHole, seed);
 * while (session.steps() < vae.spec().steps()) {
 *     session.step();
 *     session.reconstruction(pixels);
 * }
 * }</pre>
 */
public final class VaeSession {
    /** Steps of one image that reads are numbered for: read = seed · this + step. */
    private static final long READS_PER_IMAGE = 1L << 20;

    private final SpikingVae vae;
    private final VaeSpec spec;
    private final SpikingBlock.State[] encoder;
    private final SpikingBlock.State[] posterior;
    private final SpikingBlock.State[] prior;
    private final SpikingBlock.State[] decoder;
    private final Synapses.Reader output;
    private final Unflattening unflattening;
    private final boolean isInputConstant; // whether every read of the image gives the same currents
    private final int pixels;
    private final float retain;
    private final float bias;
    private final SpikeList image;
    private final SpikeList z;
    private final SpikeList posteriorInput;
    private final SpikeList map;
    private final boolean[] fired;
    private final float[] current;
    private final float[] membrane;
    private boolean samples;
    private long key;
    private long firstRead;
    private int steps;
    private long synapticOperations;

    VaeSession(SpikingVae vae) {
        this.vae = vae;
        this.spec = vae.spec();
        this.encoder = open(vae.encoder());
        this.posterior = open(vae.posterior());
        this.prior = open(vae.prior());
        this.decoder = open(vae.decoder());
        this.output = vae.output().open();
        this.unflattening = new Unflattening(spec.smallest());
        this.isInputConstant = vae.encoder().get(0).synapses() instanceof WeightedSynapses;
        this.pixels = spec.image().size();
        this.retain = spec.membrane().retain();
        this.bias = vae.bias();
        this.image = new SpikeList(pixels);
        this.z = new SpikeList(spec.latent());
        this.posteriorInput = new SpikeList(2 * spec.latent());
        this.map = SpikeList.ofSpikes(spec.smallest().size());
        this.fired = new boolean[spec.k() * spec.latent()];
        this.current = new float[pixels + Synapses.PADDING];
        this.membrane = new float[pixels];
    }

    private static SpikingBlock.State[] open(List<SpikingBlock> blocks) {
        return blocks.stream().map(SpikingBlock::open).toArray(SpikingBlock.State[]::new);
    }

    /**
     * Begins to fill the hole of an image.
     *
     * @param pixelValues (side²) row-major, in [−1, 1], the hole already at −1. Not modified, not kept.
     * @param seed seed of the random choices, and number of the image for read noise: the same image and seed give the
     *     same picture, so every image is to have its own
     * @throws IllegalArgumentException where there are more or fewer pixels, or one is not in [−1, 1]
     */
    public void begin(float[] pixelValues, long seed) {
        if (pixelValues.length != pixels) {
            throw new IllegalArgumentException("image: expected " + spec.side() + "×" + spec.side() + " = " + pixels
                    + " pixels, found " + pixelValues.length);
        }
        for (int i = 0; i < pixels; i++) {
            if (!(pixelValues[i] >= -1 && pixelValues[i] <= 1)) {
                throw new IllegalArgumentException(
                        "image: expected pixels in [-1, 1], found " + pixelValues[i] + " at " + i);
            }
        }
        reset(seed);
        samples = false;
        image.compact(pixelValues, pixels);
    }

    /** Begins to draw an image from the prior alone. */
    public void beginSample(long seed) {
        reset(seed);
        samples = true;
        image.clear();
    }

    private void reset(long seed) {
        reset(encoder);
        reset(posterior);
        reset(prior);
        reset(decoder);
        z.clear();
        Arrays.fill(membrane, 0f);
        key = Picks.key(seed);
        firstRead = seed * READS_PER_IMAGE;
        steps = 0;
        synapticOperations = 0;
    }

    private static void reset(SpikingBlock.State[] blocks) {
        for (final SpikingBlock.State block : blocks) {
            block.reset();
        }
    }

    /** One time step. */
    public void step() {
        final long read = firstRead + steps;
        if (samples) {
            choose(run(prior, vae.prior(), z, read));
        } else {
            final SpikeList h = encode(read);
            posteriorInput.copyFrom(h);
            for (int e = 0; e < z.size(); e++) {
                posteriorInput.add(spec.latent() + z.index(e), 1f);
            }
            choose(run(posterior, vae.posterior(), posteriorInput, read));
        }
        decode(read);
        steps++;
    }

    private SpikeList encode(long read) {
        final SpikeList first;
        if (isInputConstant && steps > 0) {
            first = encoder[0].fire();
        } else {
            synapticOperations += vae.encoder().get(0).synapses().operations(image);
            first = encoder[0].step(image, read);
        }
        return run(encoder, vae.encoder(), 1, encoder.length, first, read);
    }

    private void decode(long read) {
        unflattening.spikes(run(decoder, vae.decoder(), 0, 1, z, read), map);
        final SpikeList last = run(decoder, vae.decoder(), 1, decoder.length, map, read);
        Arrays.fill(current, 0f);
        output.accumulate(last, read, current);
        synapticOperations += vae.output().operations(last);
        for (int i = 0; i < pixels; i++) {
            membrane[i] = retain * membrane[i] + (current[i] + bias);
        }
    }

    private SpikeList run(SpikingBlock.State[] states, List<SpikingBlock> blocks, SpikeList input, long read) {
        return run(states, blocks, 0, states.length, input, read);
    }

    private SpikeList run(
            SpikingBlock.State[] states, List<SpikingBlock> blocks, int from, int to, SpikeList input, long read) {
        SpikeList spikes = input;
        for (int i = from; i < to; i++) {
            synapticOperations += blocks.get(i).synapses().operations(spikes);
            spikes = states[i].step(spikes, read);
        }
        return spikes;
    }

    /** z takes one of every k spikes. */
    private void choose(SpikeList spikes) {
        Arrays.fill(fired, false);
        for (int e = 0; e < spikes.size(); e++) {
            fired[spikes.index(e)] = true;
        }
        z.clear();
        for (int i = 0; i < spec.latent(); i++) {
            if (fired[i * spec.k() + Picks.pick(key, steps, i, spec.k())]) {
                z.add(i, 1f);
            }
        }
    }

    /** Steps since the image began. */
    public int steps() {
        return steps;
    }

    /**
     * The picture as the steps so far make it: tanh of the membrane's potentials, in which step i of t weighs
     * {@code 0.8^(t−1−i)}.
     *
     * @param pixelValues overwritten (side²), row-major, in [−1, 1]
     */
    public void reconstruction(float[] pixelValues) {
        for (int i = 0; i < pixels; i++) {
            pixelValues[i] = (float) StrictMath.tanh(membrane[i]);
        }
    }

    /** Synaptic operations since the image began. */
    public long synapticOps() {
        return synapticOperations;
    }

    /** The latents' spikes of the last step. Not to be modified. */
    public SpikeList z() {
        return z;
    }
}
