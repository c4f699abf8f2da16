package io.memspike.core.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.memspike.core.LayerSpec;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.ScalarKernels;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VaeSessionTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final VaeSpec SPEC = RandomVae.SPEC;

    private static float[] fill(VaeSession session, float[] image, long seed, int steps) {
        session.begin(image, seed);
        return picture(session, steps);
    }

    private static float[] picture(VaeSession session, int steps) {
        for (int t = 0; t < steps; t++) {
            session.step();
        }
        final float[] picture = new float[SPEC.image().size()];
        session.reconstruction(picture);
        return picture;
    }

    @Test
    void shouldDoWhatTheDenseTwinDoesAtEveryStep() {
        int compared = 0;
        for (int seed = 0; seed < 20; seed++) {
            final Model model = RandomVae.model(seed);
            final boolean samples = seed % 2 == 1;
            final VaeSession session = SpikingVae.of(model, SELECTED).newSession();
            final DenseVae twin = new DenseVae(model);
            final float[] image = RandomVae.image(seed);
            if (samples) {
                session.beginSample(seed);
            } else {
                session.begin(image, seed);
            }
            for (int t = 0; t < SPEC.steps(); t++) {
                session.step();
                twin.step(samples ? null : doubles(image), picks(seed, t));
                if (twin.margin < 1e-5) {
                    break; // rounding may flip a spike, and all that follows
                }
                assertArrayEquals(twin.z(), dense(session.z()));
                final float[] picture = new float[image.length];
                session.reconstruction(picture);
                assertArrayEquals(twin.picture(), doubles(picture), 1e-4);
                compared++;
            }
        }
        assertTrue(compared >= 70, "steps compared: " + compared); // half of them
    }

    private static int[] picks(long seed, int step) {
        final int[] picks = new int[SPEC.latent()];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = Picks.pick(Picks.key(seed), step, i, SPEC.k());
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
        final double[] dense = new double[SPEC.latent()];
        for (int e = 0; e < spikes.size(); e++) {
            dense[spikes.index(e)] = spikes.value(e);
        }
        return dense;
    }

    @Test
    void shouldGiveTheSameBitsAgainAndWithAnyKernels() {
        final Model model = RandomVae.model(3);
        final VaeSession session = SpikingVae.of(model, SELECTED).newSession();
        final VaeSession scalar = SpikingVae.of(model, new ScalarKernels()).newSession();
        final float[] image = RandomVae.image(1);
        final float[] first = fill(session, image, 5, SPEC.steps());
        final long operations = session.synapticOps();
        fill(session, RandomVae.image(2), 6, 3);

        assertArrayEquals(first, fill(session, image, 5, SPEC.steps()));
        assertEquals(operations, session.synapticOps());
        assertArrayEquals(first, fill(scalar, image, 5, SPEC.steps()));
        assertFalse(Arrays.equals(first, fill(session, image, 6, SPEC.steps())));
    }

    @Test
    void shouldDrawOtherImagesFromOtherSeeds() {
        final VaeSession session = SpikingVae.of(RandomVae.model(3), SELECTED).newSession();
        session.beginSample(1);
        final float[] first = picture(session, SPEC.steps());
        session.beginSample(2);
        final float[] second = picture(session, SPEC.steps());
        session.beginSample(1);

        assertArrayEquals(first, picture(session, SPEC.steps()));
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void shouldShowNothingBeforeTheFirstStep() {
        final VaeSession session = SpikingVae.of(RandomVae.model(3), SELECTED).newSession();

        assertArrayEquals(new float[SPEC.image().size()], fill(session, RandomVae.image(1), 5, 0));
        assertEquals(0, session.steps());
        assertEquals(0, session.synapticOps());
    }

    @Test
    @Timeout(120)
    void shouldAllocateNothingWhenWarm() {
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final VaeSession session = SpikingVae.of(RandomVae.model(3), SELECTED).newSession();
        final float[] image = RandomVae.image(1);
        final float[] picture = new float[image.length];
        int quiet = 0;
        for (int window = 0; window < 400 && quiet < 3; window++) {
            final long before = meter.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                session.begin(image, i);
                for (int t = 0; t < SPEC.steps(); t++) {
                    session.step();
                    session.reconstruction(picture);
                }
            }
            // the key of an image's picks may cost an object where the compiler cannot tell that it never leaves
            final long perImage = (meter.getCurrentThreadAllocatedBytes() - before) / 200;
            quiet = perImage <= 64 ? quiet + 1 : 0;
        }
        assertTrue(quiet >= 3, "bytes are allocated at every step");
    }

    @Test
    void shouldRefuseWhatIsNoImage() {
        final VaeSession session = SpikingVae.of(RandomVae.model(3), SELECTED).newSession();
        final float[] bright = new float[256];
        bright[7] = 1.5f;

        assertRefused("image: expected 16×16 = 256 pixels, found 5", () -> session.begin(new float[5], 1));
        assertRefused("image: expected pixels in [-1, 1], found 1.5 at 7", () -> session.begin(bright, 1));
    }

    @Test
    void shouldRefuseWhatIsNoAutoEncoder() {
        final List<LayerSpec> layers = List.of(new LayerSpec.Linear(2, 3, 1f), new LayerSpec.Readout(0.1f));
        final Model classifier = new Model(layers, Map.of(0, new float[6]), Map.of(), Map.of(), Map.of());
        final Model whole = RandomVae.model(1);
        final Model timeless = new Model(
                whole.layers(), whole.weights(), whole.masks(), whole.vectors(), Map.of(), Map.of("steps", "some"));

        assertRefused(
                "model: expected the layers of a spiking auto-encoder, found linear, readout",
                () -> SpikingVae.of(classifier, SELECTED));
        assertRefused(
                "model: metadata steps: expected a whole number of at least 1, found some",
                () -> SpikingVae.of(timeless, SELECTED));
        assertRefused(
                "auto-encoder: expected a side that is a multiple of 8, found 12",
                () -> VaeSpec.of(12, 1, 1, 1, 1, 1f));
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
