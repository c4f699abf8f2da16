package io.memspike.app.inpaint;

import io.memspike.app.cli.Report;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingQuality;
import io.memspike.tasks.inpainting.PictureQuality;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of pictures with holes: a table for people, keys for programs, rows of pictures for both. */
public final class InpaintingReport {
    private static final int ZOOM = 3;

    private final Report report;
    private final Inpainting.Result result;
    private final int steps;

    public InpaintingReport(Report report, Inpainting.Result result, int steps) {
        this.report = report;
        this.result = result;
        this.steps = steps;
    }

    /** Errors, similarity and opinions; {@code meanFill} NaN where it is not known. */
    public void measures(InpaintingQuality quality, double meanFill) {
        final double holeError = result.holeError();
        report.line(
                "hole                %d pixels, mean squared error %.4f in [-1, 1]%s",
                result.hole().size(),
                holeError,
                Double.isNaN(meanFill) ? "" : String.format(java.util.Locale.ROOT, " (mean picture: %.4f)", meanFill));
        report.line("                    filled   whole reconstruction");
        final PictureQuality filled = quality.filled();
        final PictureQuality whole = quality.reconstruction();
        report.line("mean squared error  %8.4f %8.4f", filled.meanSquaredError(), whole.meanSquaredError());
        report.line("PSNR                %8.2f %8.2f dB", filled.peakSignalToNoise(), whole.peakSignalToNoise());
        report.line("SSIM                %8.4f %8.4f", filled.structuralSimilarity(), whole.structuralSimilarity());
        if (filled.judged() != null) {
            report.line(
                    "score               %8.3f %8.3f   originals %.3f",
                    filled.judged().score(), whole.judged().score(), quality.scoreOriginal());
            report.line(
                    "Fréchet distance    %8.3f %8.3f",
                    filled.judged().frechet(), whole.judged().frechet());
        }
        if (!Double.isNaN(quality.accuracyOriginal())) {
            report.line(
                    "classifier accuracy %8.2f %8.2f %% originals %.2f %%",
                    100 * filled.judged().accuracy(),
                    100 * whole.judged().accuracy(),
                    100 * quality.accuracyOriginal());
        }
        final int size = result.pictures().size();
        report.line(
                "mean steps          %.2f of %d: %.1f %% saved",
                result.meanSteps(), steps, 100 * (1 - result.meanSteps() / steps));
        report.line("throughput          %.0f pictures/s", size / result.seconds());
        report.put("holeMse", holeError).put("holeMseMeanFill", number(meanFill));
        keys(filled).forEach(report::put);
        report.put("accuracyOriginal", number(quality.accuracyOriginal()))
                .put(
                        "accuracyFilled",
                        filled.judged() == null ? null : number(filled.judged().accuracy()))
                .put("scoreOriginal", number(quality.scoreOriginal()));
        final Map<String, Object> reconstruction = keys(whole);
        reconstruction.put(
                "accuracy",
                whole.judged() == null ? null : number(whole.judged().accuracy()));
        report.put("reconstruction", reconstruction)
                .put("meanSteps", result.meanSteps())
                .put("steps", steps)
                .put("stepsSaved", 1 - result.meanSteps() / steps)
                .put("samples", size)
                .put("samplesPerSecond", size / result.seconds())
                .put("synapticOpsPerSample", (double) result.synapticOperations() / size);
    }

    private static Map<String, Object> keys(PictureQuality quality) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("mse", quality.meanSquaredError());
        keys.put("psnr", number(quality.peakSignalToNoise()));
        keys.put("ssim", number(quality.structuralSimilarity()));
        keys.put("score", quality.judged() == null ? null : quality.judged().score());
        keys.put(
                "frechet",
                quality.judged() == null ? null : number(quality.judged().frechet()));
        return keys;
    }

    /** JSON knows neither NaN nor infinity. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Draws the first pictures: originals, with holes, filled. */
    public void grid(Path out, int columns) throws IOException {
        final int shown = Math.min(columns, result.pictures().size());
        final List<float[]> originals = result.pictures().subList(0, shown).stream()
                .map(Picture::pixels)
                .toList();
        WholeFile.write(
                out,
                PictureGrid.png(PictureGrid.draw(
                        result.hole().canvas(),
                        List.of(
                                originals,
                                result.holed().subList(0, shown),
                                result.filled().subList(0, shown)),
                        ZOOM)));
        report.line("pictures            %s: originals, with holes, filled", out);
        report.put("file", out.toString());
    }

    /** What the memristors were read through. */
    public void converters(String words, FullScales scales) {
        report.line("converters          %s; full scales %s", words, scales.columns());
    }

    /** The rest of the keys; {@code converters} in words, or null. */
    public void end(long seed, double readNoise, PictureStop stop, String converters) throws IOException {
        report.put("readNoise", readNoise)
                .put("converters", converters)
                .put("earlyStop", stop == null ? null : stop.threshold())
                .put("earlyStopOf", stop == null ? null : stop.isOfHole() ? "hole" : "picture")
                .put("seed", seed)
                .end();
    }
}
