package io.memspike.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.internal.Picks;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A graph with a loop, norms, choices and an input that does not change: PRIME's auto-encoder. */
class AutoEncoderTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int STEPS = AutoEncoder.STEPS;

    private final SpikeList image = new SpikeList(AutoEncoder.PIXELS);
    private long operations;

    private static Session filling(Model model, Kernels kernels) {
        return AutoEncoder.session(model, AutoEncoder.graph().upTo("picture"), kernels);
    }

    private static Session sampling(Model model) {
        return AutoEncoder.session(model, AutoEncoder.sampling(), SELECTED);
    }

    private float[] fill(Session session, float[] pixels, long seed, int steps) {
        image.compact(pixels, pixels.length);
        session.reset(seed);
        operations = 0;
        for (int t = 0; t < steps; t++) {
            if (t == 0) {
                session.step(image);
            } else {
                session.step();
            }
            operations += session.synapticOperations();
        }
        return session.answer().clone();
    }

    private float[] draw(Session session, long seed) {
        return fill(session, new float[AutoEncoder.LATENT], seed, STEPS);
    }

    @Test
    void shouldDoWhatTheDenseTwinDoesAtEveryStep() {
        int compared = 0;
        for (int seed = 0; seed < 20; seed++) {
            final Model model = AutoEncoder.model(seed);
            final boolean samples = seed % 2 == 1;
            final Session session = samples ? sampling(model) : filling(model, SELECTED);
            final String z = "" + (samples ? AutoEncoder.PRIOR_CHOICE : AutoEncoder.POSTERIOR_CHOICE);
            final DenseAutoEncoder twin = new DenseAutoEncoder(model);
            final float[] pixels = AutoEncoder.image(seed);
            session.reset(seed);
            image.clear();
            if (!samples) {
                image.compact(pixels, pixels.length);
            }
            for (int t = 0; t < STEPS; t++) {
                session.step(image);
                twin.step(samples ? null : doubles(pixels), picks(seed, t));
                if (twin.margin < 1e-5) {
                    break; // rounding may flip a spike, and all that follows
                }
                assertArrayEquals(twin.z(), dense(session.signal(z).active()));
                assertArrayEquals(twin.picture(), doubles(session.answer()), 1e-4);
                compared++;
            }
        }
        assertTrue(compared >= 70, "steps compared: " + compared); // half of them
    }

    private static int[] picks(long seed, int step) {
        final int[] picks = new int[AutoEncoder.LATENT];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = Picks.pick(Picks.key(seed), step, i, AutoEncoder.K);
        }
        return picks;
    }

    private static double[] doubles(float[] values) {
        final double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] dense(SpikeList spikes) {
        final double[] dense = new double[AutoEncoder.LATENT];
        for (int e = 0; e < spikes.size(); e++) {
            dense[spikes.index(e)] = spikes.value(e);
        }
        return dense;
    }

    @Test
    void shouldGiveTheSameBitsAgainAndWithAnyKernels() {
        final Model model = AutoEncoder.model(3);
        final Session session = filling(model, SELECTED);
        final Session scalar = filling(model, new ScalarKernels());
        final float[] pixels = AutoEncoder.image(1);
        final float[] first = fill(session, pixels, 5, STEPS);
        final long first5 = operations;
        fill(session, AutoEncoder.image(2), 6, 3);

        assertArrayEquals(first, fill(session, pixels, 5, STEPS));
        assertEquals(first5, operations);
        assertArrayEquals(first, fill(scalar, pixels, 5, STEPS));
        assertFalse(Arrays.equals(first, fill(session, pixels, 6, STEPS)));
    }

    /** Numbers of the classes that ran the auto-encoder before graphs did: model 3, image 1, seed 5; and drawn, seed 1. */
    @Test
    void shouldKeepItsBits() {
        final Model model = AutoEncoder.model(3);
        assertEquals(732049362, Arrays.hashCode(fill(filling(model, SELECTED), AutoEncoder.image(1), 5, STEPS)));
        assertEquals(110534, operations);
        assertEquals(341008754, Arrays.hashCode(draw(sampling(model), 1)));
        assertEquals(95731, operations);
    }

    @Test
    void shouldDrawOtherImagesFromOtherSeeds() {
        final Session session = sampling(AutoEncoder.model(3));
        final float[] first = draw(session, 1);
        final float[] second = draw(session, 2);

        assertArrayEquals(first, draw(session, 1));
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void shouldShowNothingBeforeTheFirstStep() {
        final Session session = filling(AutoEncoder.model(3), SELECTED);
        fill(session, AutoEncoder.image(2), 6, 3);

        assertArrayEquals(new float[AutoEncoder.PIXELS], fill(session, AutoEncoder.image(1), 5, 0));
        assertEquals(0, session.steps());
        assertEquals(0, session.synapticOperations());
    }

    @Test
    void shouldAllocateNothingWhenWarm() {
        final Session session = filling(AutoEncoder.model(3), SELECTED);
        image.compact(AutoEncoder.image(1), AutoEncoder.PIXELS);
        final float[] picture = new float[AutoEncoder.PIXELS];
        // the key of an image's picks may cost an object where the compiler cannot tell that it never leaves
        Allocation.assertAtMost(64 * 200, () -> {}, () -> {
            for (int i = 0; i < 200; i++) {
                session.reset(i);
                session.step(image);
                session.values("picture", picture);
                while (session.steps() < STEPS) {
                    session.step();
                    session.values("picture", picture);
                }
            }
        });
    }
}
