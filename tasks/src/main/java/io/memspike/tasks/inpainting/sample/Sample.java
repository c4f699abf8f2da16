package io.memspike.tasks.inpainting.sample;

import com.google.auto.service.AutoService;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws new pictures from an auto-encoder's prior. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Sample implements Experiment<SamplePlan, SampleResult> {
    private static final int COLUMNS = 16;
    private static final int ZOOM = 3;

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public Class<SamplePlan> plan() {
        return SamplePlan.class;
    }

    @Override
    public Class<SampleResult> result() {
        return SampleResult.class;
    }

    @Override
    public SampleResult run(SamplePlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model());
        final AutoEncoderNetwork vae =
                AutoEncoders.of(plan.model(), ModelNetwork.read(plan.model()), run.kernels(), ReadNoise.NONE);
        final long start = System.nanoTime();
        final List<float[]> pictures = PriorSamples.draw(vae, plan.samples(), plan.seed(), run.threads());
        final double seconds = (System.nanoTime() - start) / 1e9;
        final Canvas canvas = new Canvas(vae.spec().side());
        WholeFile.write(plan.out(), PictureGrid.png(PictureGrid.draw(canvas, rows(pictures, canvas), ZOOM)));
        return new SampleResult(plan.samples(), vae.spec().steps(), seconds, plan.out(), plan.seed());
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
