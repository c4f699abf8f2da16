package example;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.ShippedModels;
import java.io.IOException;
import java.util.StringJoiner;

/** Classifies digits by the model in the jar, each only for as long as it is undecided. */
public final class Digits {
    private static final int SAMPLES = 20;

    private Digits() {}

    /** Prints a line a digit: what was decided, what it is, after how many steps, and the bits of the answer. */
    public static void main(String[] args) throws IOException {
        final Samples digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TEST, SAMPLES);
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Network network =
                ModelNetwork.of(ShippedModels.read("prime"), digits.shape(), kernels, ReadNoise.NONE);
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(digits);
        final ExitPolicy policy = new ConfidencePolicy(0.8f);
        System.err.println("kernels: " + kernels.name());
        for (int i = 0; i < digits.size(); i++) {
            digits.load(i, frames);
            session.reset(i);
            do {
                session.step(frames.step(session.steps()));
            } while (session.steps() < frames.steps() && !policy.isDecided(session.answer()));
            final StringJoiner bits = new StringJoiner(" ");
            for (final float score : session.answer()) {
                bits.add(Integer.toHexString(Float.floatToRawIntBits(score)));
            }
            System.out.println(session.decision() + " " + digits.label(i) + " " + session.steps() + " " + bits);
        }
    }
}
