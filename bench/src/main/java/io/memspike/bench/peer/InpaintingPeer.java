package io.memspike.bench.peer;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.Figure;
import io.memspike.bench.Runner;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.Mode;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingProgress;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Training of the auto-encoder that fills holes, by turns with {@code peers/inpainting_torch.py}: the same network, batch
 * and digits, from a random start.
 */
public final class InpaintingPeer {
    private static final String NAME = "PyTorch, inpainting";
    private static final String SCRIPT = "inpainting_torch.py";
    private static final int BATCH = 100;
    private static final int WARM_UP_BATCHES = 2;
    private static final int IDX_IMAGES = 0x803; // bytes, three dimensions

    private final BenchPlan plan;
    private final Kernels kernels;
    private final Path script;

    public InpaintingPeer(BenchPlan plan, Kernels kernels) {
        this.plan = plan;
        this.kernels = kernels;
        this.script = plan.peers().resolve(SCRIPT);
    }

    /**
     * Measures.
     *
     * @param rounds how often, by turns
     * @param samples digits of an epoch, a multiple of {@value #BATCH}
     * @param work where to put the digits
     * @param notes told why PyTorch did not run
     */
    public Figure training(int rounds, int samples, Path work, List<String> notes)
            throws IOException, InterruptedException {
        final ImageSet digits = DataSets.ofSystem().images(DataSets.MNIST, Split.TRAIN);
        final Path file = work.resolve("digits-idx3-ubyte");
        write(digits, samples, file);
        final Runner us = kernels.name().equals("simd") ? Runner.SIMD : Runner.SCALAR;
        final Figure figure =
                Figure.rate("training, inpainting, batch " + BATCH + ", " + plan.threads() + " threads", "samples/s");
        final Turns<Path> torch = new Turns<>(List.of(script), notes);
        epoch(digits, WARM_UP_BATCHES * BATCH);
        for (int round = 0; round < rounds; round++) {
            figure.add(us, epoch(digits, samples));
            torch.take(program -> figure.add(Runner.PYTORCH, torch(program, file, samples)));
        }
        return figure;
    }

    private double epoch(ImageSet digits, int samples) throws IOException {
        final InpaintingPlan training = InpaintingPlan.prime(DataSets.MNIST, samples, Mode.PRUNE, 1, 1);
        final double[] rate = new double[1];
        InpaintingTraining.start(training, PictureSamples.of(digits, new Canvas(training.side()), samples))
                .run(null, Duration.ofDays(1), kernels, plan.threads(), new InpaintingProgress() {
                    @Override
                    public void epochDone(
                            int epoch,
                            double reconstruction,
                            double imagesPerSecond,
                            Double heldOut,
                            io.memspike.core.file.Model model) {
                        rate[0] = imagesPerSecond;
                    }
                });
        return rate[0];
    }

    private double torch(Path program, Path digits, int samples) throws ExternalTool.Unavailable, InterruptedException {
        if (!Files.isRegularFile(program)) {
            throw new ExternalTool.Unavailable(NAME + ": expected " + program + ", found none");
        }
        final List<String> command = List.of(
                plan.python(),
                program.toString(),
                digits.toString(),
                "--samples",
                Integer.toString(samples),
                "--batch",
                Integer.toString(BATCH),
                "--threads",
                Integer.toString(plan.threads()));
        return JsonLine.of(NAME, ExternalTool.run(NAME, command)).positive("trainSamplesPerSecond");
    }

    /** The first images as an IDX file. */
    private static void write(ImageSet images, int count, Path file) throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(16)
                .putInt(IDX_IMAGES)
                .putInt(count)
                .putInt(images.height())
                .putInt(images.width());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            out.write(images.pixels(), 0, count * images.height() * images.width());
        }
    }
}
