package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.ReadNoise;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleTraceTest {
    @Test
    void shouldSeeNeuronsOfAnyKind() {
        final Network network = OddClassifier.network(new ScalarKernels());
        final OddClassifier samples = new OddClassifier(3);
        final SampleTrace trace = SampleTrace.of(network, samples, 2);

        assertEquals(1, trace.layers().size());
        final SampleTrace.Neurons cuba = trace.layers().get(0);
        assertEquals("cuba", cuba.node());
        assertEquals(0.2f, cuba.threshold());
        final EventFrames frames = EventFrames.of(samples);
        samples.load(2, frames);
        Inference.run(network.newSession(), 2, frames, null, (t, session) -> {
            assertArrayEquals(active(frames.step(t), 30), trace.input()[t]);
            assertArrayEquals(active(session.signal("cuba").active(), 40), cuba.spikes()[t]);
            assertArrayEquals(Arrays.copyOf(session.potential("cuba"), 40), cuba.potentials()[t]);
        });
    }

    private static boolean[] active(SpikeList list, int size) {
        final boolean[] active = new boolean[size];
        for (int e = 0; e < list.size(); e++) {
            active[list.index(e)] = true;
        }
        return active;
    }

    /** The spikes of PRIME's neurons are where the potential before the reset exceeds the threshold. */
    @Test
    void shouldSeeSpikesWherePotentialsExceedTheThreshold() {
        final Model model = ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 1), Digits.training())
                .model();
        final Network network = ModelNetwork.of(model, Digits.training().shape(), new ScalarKernels(), ReadNoise.NONE);
        int fired = 0;
        for (final SampleTrace.Neurons layer :
                SampleTrace.of(network, Digits.training(), 0).layers()) {
            for (int t = 0; t < layer.spikes().length; t++) {
                for (int i = 0; i < layer.spikes()[t].length; i++) {
                    assertEquals(layer.potentials()[t][i] > layer.threshold(), layer.spikes()[t][i]);
                    fired += layer.spikes()[t][i] ? 1 : 0;
                }
            }
        }
        assertTrue(fired > 0);
    }
}
