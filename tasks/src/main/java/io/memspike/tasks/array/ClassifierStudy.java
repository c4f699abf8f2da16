package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.tasks.ModelNetwork;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Which samples a classifier gets right on hardware: 1 for each that it does. Immutable and thread-safe.
 *
 * @param model graph, weights and masks
 * @param calibration samples that converters find their full scale on, not those to be tested on
 * @param samples what to classify; any number of threads loads from it
 * @param renewing samples that statistics of batch norms are renewed by on each device; null where they stay as trained
 * @param kernels inner loops
 */
public record ClassifierStudy(Model model, Samples calibration, Samples samples, Samples renewing, Kernels kernels)
        implements StudyTask {
    public ClassifierStudy {
        Objects.requireNonNull(calibration);
        Objects.requireNonNull(samples);
        Objects.requireNonNull(kernels);
        samples = samples.with(kernels);
        model = model.at(calibration.shape());
    }

    /**
     * The model on hardware. With {@link Hardware#IDEAL} it is {@link ModelNetwork#of(Model, io.memspike.core.Shape,
     * Kernels, io.memspike.memristor.ReadNoise)} without noise, bit for bit. Full scales of converters are found without
     * read noise, norms renewed with it.
     */
    public Network network(Hardware hardware, long seed) {
        return network(model, calibration, renewing, kernels, hardware, seed);
    }

    static Network network(
            Model model, Samples calibration, Samples renewing, Kernels kernels, Hardware hardware, long seed) {
        final Placed placed = ModelNetwork.placed(model, kernels, ModelNetwork.placement(model, hardware, seed));
        final Placed ranged = placed.calibrated(model.tensors(), ConverterCalibration.Presentation.of(calibration));
        final Model renewed = renewing == null
                ? model
                : new NormRecalibration(model, ranged.placement(), renewing, kernels, 1).run(done -> {});
        return Network.of(model.graph(), renewed.tensors(), ranged, kernels);
    }

    @Override
    public int sampleCount() {
        return samples.size();
    }

    @Override
    public Device on(Hardware hardware, long seed) {
        final Network network = network(hardware, seed);
        return (from, to, results, progress) -> run(network, from, to, results, progress);
    }

    private void run(Network network, int from, int to, double[] results, IntConsumer progress)
            throws InterruptedException {
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        for (int i = from; i < to; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("array study");
            }
            samples.load(i, frames);
            Inference.run(session, i, frames, null, null);
            results[i] = session.decision() == samples.label(i) ? 1 : 0;
            progress.accept(i + 1 - from);
        }
    }
}
