package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.datasets.EventFile;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.Canvas;
import io.memspike.tasks.inpainting.Hole;
import io.memspike.tasks.inpainting.HoleMask;
import io.memspike.tasks.inpainting.PictureSession;
import io.memspike.tasks.inpainting.PictureStop;
import java.io.IOException;
import java.nio.file.Path;

/** What README shows of embedding: networks stepped by hand. Uses nothing that is not public. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static int[] classify(Path modelFile, Path eventFile) throws IOException {
        // README: begin
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        try (EventFile samples = EventFile.open(eventFile)) {
            final Model model = Model.read(modelFile);
            final Network network = ModelNetwork.of(model, samples.shape(), kernels, ReadNoise.NONE);
            final Session session = network.newSession(); // all that moves; one per thread
            final EventFrames frames = EventFrames.of(samples);
            final ExitPolicy policy = new ConfidencePolicy(0.8f);
            final int[] decisions = new int[samples.size()];
            for (int i = 0; i < decisions.length; i++) {
                samples.load(i, frames);
                session.reset(i);
                do {
                    session.step(frames.step(session.steps())); // allocates nothing
                } while (session.steps() < frames.steps() && !policy.isDecided(session.answer()));
                decisions[i] = session.decision();
            }
            return decisions;
        }
        // README: end
    }

    static float[] fill(Path modelFile, float[] picture, long seed) throws IOException {
        // README: begin
        final Model model = ModelNetwork.read(modelFile); // compact files, too
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final AutoEncoderNetwork network = AutoEncoderNetwork.of(model, kernels, ReadNoise.NONE);
        final HoleMask hole = HoleMask.of(new Canvas(network.spec().side()), Hole.prime());
        final PictureSession session = network.newSession(); // all that moves; one per thread
        final PictureStop.Watch watch = PictureStop.of(model).watch(hole);
        final float[] drawn = new float[picture.length];
        session.begin(hole.cut(picture), seed); // pixels in [-1, 1]
        watch.begin();
        do {
            session.step(); // allocates nothing
            session.reconstruction(drawn);
        } while (!watch.isFinished(drawn) && session.steps() < network.spec().steps());
        return hole.fill(picture, drawn);
        // README: end
    }
}
