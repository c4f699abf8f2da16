package io.memspike.tasks.inpainting.sample;

import com.google.auto.service.AutoService;
import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws new pictures from an auto-encoder's prior. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Sample implements Experiment<Sample.Plan, Sample.Result> {
    private static final int COLUMNS = 16;
    private static final int ZOOM = 3;

    /** How pictures are drawn from a prior; the components say what they mean. */
    public record Plan(
            @Option(label = "MODEL", says = "a model file of an auto-encoder", positional = true)
            Path model,

            @Option(label = "N", says = "how many", otherwise = "64")
            int samples,

            @Option(written = true, label = "PNG", says = "where to draw them", otherwise = "samples.png")
            Path out,

            long seed) {
        private static final int MOST = 10_000;

        /** Refuses none, and too many. */
        public Plan {
            if (samples < 1 || samples > MOST) {
                throw new IllegalArgumentException("--samples: expected 1 to " + MOST + ", found " + samples);
            }
        }
    }

    /** What was drawn; the components say what they mean. */
    public record Result(
            @Means("number of pictures") int samples,
            @Means("steps of each") int steps,
            @Means("duration") double seconds,
            @Means("the drawing") Path file,
            @Means("the seed") long seed) {}

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model());
        final AutoEncoderNetwork vae =
                AutoEncoders.of(plan.model(), ModelNetwork.read(plan.model()), run.kernels(), ReadNoise.NONE);
        if (!vae.spec().isVariational()) {
            throw new FileFormatException(
                    plan.model(), "model", "an auto-encoder with a prior, which draws", "one that fills holes alone");
        }
        final long start = System.nanoTime();
        final List<float[]> pictures = PriorSamples.draw(vae, plan.samples(), plan.seed(), run.threads());
        final double seconds = (System.nanoTime() - start) / 1e9;
        final Canvas canvas = new Canvas(vae.spec().side());
        WholeFile.write(plan.out(), PictureGrid.png(PictureGrid.draw(canvas, rows(pictures, canvas), ZOOM)));
        return new Result(plan.samples(), vae.spec().steps(), seconds, plan.out(), plan.seed());
    }

    /** Rows of pictures, the last one filled up with black. */
    private static List<List<float[]>> rows(List<float[]> pictures, Canvas canvas) {
        final float[] black = new float[canvas.pixels()];
        Arrays.fill(black, -1f);
        final int columns = Math.min(COLUMNS, pictures.size());
        final List<List<float[]>> rows = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += columns) {
            final List<float[]> row =
                    new ArrayList<>(pictures.subList(from, Math.min(from + columns, pictures.size())));
            while (row.size() < columns) {
                row.add(black);
            }
            rows.add(row);
        }
        return rows;
    }
}
