package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.StudyTask;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import java.util.List;
import java.util.Objects;

/**
 * How well an auto-encoder fills holes on hardware: the mean squared error inside the hole of each picture, in [−1, 1], after
 * all steps. Posterior and prior are digital on any hardware. Immutable and thread-safe.
 *
 * @param model the auto-encoder, pruned somewhere
 * @param hole what is missing
 * @param calibration pictures that converters find their full scale on, not those to be tested on
 * @param pictures what to fill
 * @param seed seed of the random choices, the same on all devices
 * @param kernels inner loops
 */
public record InpaintingStudy(
        Model model, HoleMask hole, List<Picture> calibration, List<Picture> pictures, long seed, Kernels kernels)
        implements StudyTask {
    public InpaintingStudy {
        Objects.requireNonNull(hole);
        calibration = List.copyOf(calibration);
        pictures = List.copyOf(pictures);
        Objects.requireNonNull(kernels);
        if (model.masks().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a model with pruned memristors, which lie on arrays, found none pruned");
        }
    }

    /** The model on hardware; full scales of converters are found without read noise. */
    public AutoEncoderNetwork network(Hardware hardware, long deviceSeed) {
        final Placed placed =
                ModelNetwork.placed(model, kernels, AutoEncoderNetwork.placement(model, hardware, deviceSeed));
        final HoledPictures shown = new HoledPictures(AutoEncoder.of(model).steps(), hole, calibration, seed);
        return AutoEncoderNetwork.of(model, placed.calibrated(model.tensors(), shown), kernels);
    }

    @Override
    public int sampleCount() {
        return pictures.size();
    }

    @Override
    public Device on(Hardware hardware, long deviceSeed) {
        final AutoEncoderNetwork network = network(hardware, deviceSeed);
        return (from, to, results, progress) -> {
            final PictureSession session = network.newSession();
            final float[] filled = new float[hole.canvas().pixels()];
            for (int i = from; i < to; i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("array study");
                }
                final float[] picture = pictures.get(i).pixels();
                session.begin(hole.cut(picture), Inpainting.seed(seed, i));
                while (session.steps() < network.spec().steps()) {
                    session.step();
                }
                session.reconstruction(filled);
                results[i] = hole.meanSquaredError(picture, filled);
                progress.accept(i + 1 - from);
            }
        };
    }
}
