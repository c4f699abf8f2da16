package io.memspike.app.inpaint;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.inpainting.fill.Inpaint;
import io.memspike.tasks.inpainting.fill.InpaintPlan;
import io.memspike.tasks.inpainting.fill.InpaintResult;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Fills holes in pictures and tells how well. */
@Command(
        name = "inpaint",
        description = {
            "Cut a hole into pictures, fill it with an auto-encoder, measure how well,",
            "and draw rows of originals, pictures with holes, and filled ones."
        })
public final class InpaintCommand extends ExperimentCommand<InpaintPlan, InpaintResult> {
    /** For the command line. */
    public InpaintCommand() {
        super(new Inpaint());
    }

    @Override
    protected void say(InpaintPlan plan, InpaintResult result, Report report) {
        say(result, report);
    }

    /** A table, and what else there is to tell. */
    public static void say(InpaintResult result, Report report) {
        report.line(
                "hole                %d pixels, mean squared error %.4f in [-1, 1]%s",
                result.holeSize(),
                result.holeMse(),
                Double.isNaN(result.holeMseMeanFill())
                        ? ""
                        : String.format(Locale.ROOT, " (mean picture: %.4f)", result.holeMseMeanFill()));
        final InpaintResult.Filled filled = result.filled();
        final InpaintResult.Filled whole = result.reconstruction().figures();
        report.line("                    filled   whole reconstruction");
        report.line("mean squared error  %8.4f %8.4f", filled.mse(), whole.mse());
        report.line("PSNR                %8.2f %8.2f dB", filled.psnr(), whole.psnr());
        report.line("SSIM                %8.4f %8.4f", filled.ssim(), whole.ssim());
        if (filled.score() != null) {
            report.line(
                    "score               %8.3f %8.3f   originals %.3f",
                    filled.score(), whole.score(), result.scoreOriginal());
            report.line("Fréchet distance    %8.3f %8.3f", filled.frechet(), whole.frechet());
        }
        if (!Double.isNaN(result.accuracyOriginal())) {
            report.line(
                    "classifier accuracy %8.2f %8.2f %% originals %.2f %%",
                    100 * result.accuracyFilled(),
                    100 * result.reconstruction().accuracy(),
                    100 * result.accuracyOriginal());
        }
        report.line(
                "mean steps          %.2f of %d: %.1f %% saved",
                result.meanSteps(), result.steps(), 100 * result.stepsSaved());
        report.line("throughput          %.0f pictures/s", result.samplesPerSecond());
        report.line("pictures            %s: originals, with holes, filled", result.file());
        if (result.converters() != null) {
            report.line("converters          %s; full scales %s", result.converters(), result.fullScales());
        }
    }
}
