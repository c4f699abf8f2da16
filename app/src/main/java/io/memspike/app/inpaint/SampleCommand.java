package io.memspike.app.inpaint;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws new pictures. */
@Command(name = "sample", description = "Draw new pictures from an auto-encoder's prior.")
public final class SampleCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int COLUMNS = 16;
    private static final int ZOOM = 3;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "MODEL", description = "A model file of an auto-encoder.")
    private Path file;

    @Option(
            names = "--samples",
            defaultValue = "64",
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--out",
            paramLabel = "PNG",
            defaultValue = "samples.png",
            description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("--samples: expected 1 to " + MOST + ", found " + count);
        }
        Checkpoints.requireWritable(out);
        Checkpoints.requireNoInput(out, file);
        final AutoEncoderNetwork vae = AutoEncoders.of(file, ModelNetwork.read(file), common.kernels(), ReadNoise.NONE);
        final long start = System.nanoTime();
        final List<float[]> pictures = PriorSamples.draw(vae, count, common.seed(), common.threads());
        final double seconds = (System.nanoTime() - start) / 1e9;
        final Canvas canvas = new Canvas(vae.spec().side());
        WholeFile.write(out, PictureGrid.png(PictureGrid.draw(canvas, rows(pictures, canvas), ZOOM)));
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        report.line("%d pictures in %.2f s: %s", count, seconds, out);
        report.put("samples", count)
                .put("steps", vae.spec().steps())
                .put("seconds", seconds)
                .put("file", out.toString())
                .put("seed", common.seed())
                .end();
        return 0;
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
