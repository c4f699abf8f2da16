package io.memspike.app;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.ExitPolicy;
import io.memspike.core.NetworkSession;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.EventFile;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** What README shows of embedding: a network stepped by hand. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static int classifyFirst(Path modelFile, Path eventFile) throws IOException {
        // README: begin
        final var kernels = KernelsLookup.find("auto").kernels();
        final EventSamples samples = EventFile.open(eventFile);
        final var network = ModelNetwork.of(Model.read(modelFile), samples.shape(), kernels, ReadNoise.NONE);
        final NetworkSession session = network.newSession(); // one per thread
        final EventFrames frames = EventFrames.of(samples);
        final ExitPolicy policy = new ConfidencePolicy(0.8f);
        samples.load(0, frames);
        session.reset(0);
        for (int t = 0; t < frames.steps(); t++) {
            session.step(frames.step(t)); // allocates nothing
            if (policy.isDecided(session.mean())) {
                break;
            }
        }
        return session.decision();
        // README: end
    }
}
