package io.memspike.app;

import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.Mode;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import java.io.IOException;
import java.nio.file.Path;

/** An auto-encoder of few channels and steps, before its first lesson. */
final class SmallVae {
    static final int STEPS = 5;

    private SmallVae() {}

    static Model model() throws IOException {
        final InpaintingPlan plan = new InpaintingPlan(
                DataSets.MNIST, 4, Mode.PRUNE, 32, 3, 6, 2, STEPS, 1, 2, 1e-3, true, 0.01, 0.5, Hole.prime(), 3, 0);
        return InpaintingTraining.start(
                        plan,
                        PictureSamples.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TRAIN), new Canvas(32), 4))
                .model();
    }

    static Path write(Path file) throws IOException {
        model().write(file);
        return file;
    }
}
