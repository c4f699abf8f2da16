package io.memspike.app.report;

import io.memspike.app.picture.EnergyPlot;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingCurve;
import io.memspike.tasks.inpainting.InpaintingEnergy;
import io.memspike.tasks.inpainting.InpaintingQuality;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureQuality;
import io.memspike.tasks.inpainting.PictureSession;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;

/** The report on an auto-encoder. */
final class AutoEncoderPage {
    private static final int COLUMNS = 16;
    private static final int BY_STEP = 4; // pictures shown at every step
    private static final int PIXELS = 6;
    private static final int ZOOM = 2;
    private static final int SAMPLES = 48;
    private static final int ENERGY_PICTURES = 50;
    private static final int ADC_BITS = 8;

    private final Path file;
    private final Model model;
    private final String dataset;
    private final AutoEncoderNetwork vae;
    private final List<Picture> pictures;
    private final Inpainting.Settings settings;
    private final PictureClassifier judge; // null for nobody
    private final Inpainting.Result result;
    private final InpaintingCurve curve;

    /** Fills the pictures. */
    AutoEncoderPage(
            Path file,
            Model model,
            String dataset,
            AutoEncoderNetwork vae,
            List<Picture> pictures,
            Inpainting.Settings settings,
            PictureClassifier judge,
            Progress.Bar bar) {
        this.file = file;
        this.model = model;
        this.dataset = dataset;
        this.vae = vae;
        this.pictures = pictures;
        this.settings = settings;
        this.judge = judge;
        this.result = new Inpainting(vae, settings).run(pictures, bar::to);
        this.curve = InpaintingCurve.of(
                vae, settings, settings.stop().isOfHole(), pictures, done -> bar.to(pictures.size() + done));
    }

    /** What the page says. */
    ReportResult result(ReportPlan plan) {
        return new ReportResult(
                null,
                null,
                result.holeError(),
                null,
                null,
                result.meanSteps(),
                vae.spec().steps(),
                pictures.size(),
                "auto-encoder",
                plan.out(),
                plan.seed());
    }

    private String latents() {
        return vae.spec().isVariational()
                ? number(
                        " %d latents, each picks one of %d spikes.",
                        vae.spec().latent(), vae.spec().k())
                : "";
    }

    HtmlPage page(long seed) throws IOException {
        final InpaintingQuality quality = InpaintingQuality.of(result, judge, settings.threads());
        final HtmlPage page = new HtmlPage(
                "Memspike: auto-encoder " + file.getFileName(),
                number(
                        "%d test pictures of %s with a hole of %d pixels, filled in at most %d steps.%s",
                        pictures.size(),
                        dataset,
                        settings.hole().size(),
                        vae.spec().steps(),
                        latents()));
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("error inside the hole, in [-1, 1]", number("%.4f", result.holeError()));
        facts.put("mean steps of " + vae.spec().steps(), number("%.2f", result.meanSteps()));
        facts.put("SSIM, filled", number("%.3f", quality.filled().structuralSimilarity()));
        if (!Double.isNaN(quality.accuracyOriginal())) {
            facts.put(
                    "classifier, filled",
                    number("%.1f %%", 100 * quality.filled().judged().accuracy()));
            facts.put("classifier, originals", number("%.1f %%", 100 * quality.accuracyOriginal()));
        }
        facts.put("pictures a second", number("%.0f", pictures.size() / result.seconds()));
        facts.put("connections kept", ArrayPictures.kept(model));
        page.facts(facts);
        filled(page, quality);
        steps(page);
        if (vae.spec().isVariational()) {
            spikes(page);
        }
        if (judge != null && pictures.stream().allMatch(Picture::isLabelled)) {
            page.section("Confusion", "What the classifier takes filled pictures for, per cent of each true class.");
            page.figure(
                    ReportCharts.confusion("What is taken for what (% of a true class)", confusion()),
                    "Confusion matrix of " + pictures.size() + " filled pictures; white is never.");
        }
        if (vae.spec().isVariational()) {
            page.section("New pictures", "Drawn from the prior alone: nobody showed the network a picture.");
            page.figure(samples(seed), SAMPLES + " pictures, seed " + seed + ".", true);
        }
        new ArrayPictures(file, model, seed).add(page);
        energy(page);
        return page;
    }

    private void filled(HtmlPage page, InpaintingQuality quality) throws IOException {
        page.section(
                "Inpainting", "Rows from above: originals, with the hole, filled, and the network's whole picture.");
        final int shown = Math.min(COLUMNS, pictures.size());
        page.figure(
                PictureGrid.draw(
                        settings.hole().canvas(),
                        List.of(
                                pictures.subList(0, shown).stream()
                                        .map(Picture::pixels)
                                        .toList(),
                                result.holed().subList(0, shown),
                                result.filled().subList(0, shown),
                                result.reconstructions().subList(0, shown)),
                        ZOOM),
                "The first " + shown + " test pictures.",
                true);
        final PictureQuality first = quality.filled();
        final PictureQuality second = quality.reconstruction();
        final List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", "filled", "whole picture"});
        rows.add(row("mean squared error, in [-1, 1]", "%.4f", first.meanSquaredError(), second.meanSquaredError()));
        rows.add(row("PSNR (dB)", "%.2f", first.peakSignalToNoise(), second.peakSignalToNoise()));
        rows.add(row("SSIM", "%.4f", first.structuralSimilarity(), second.structuralSimilarity()));
        if (first.judged() != null) {
            rows.add(row(
                    number("score (originals: %.3f)", quality.scoreOriginal()),
                    "%.3f",
                    first.judged().score(),
                    second.judged().score()));
            rows.add(row(
                    "Fréchet distance",
                    "%.3f",
                    first.judged().frechet(),
                    second.judged().frechet()));
        }
        page.table(rows.toArray(String[][]::new));
    }

    private static String[] row(String name, String format, double first, double second) {
        return new String[] {name, number(format, first), number(format, second)};
    }

    private void steps(HtmlPage page) throws IOException {
        final PictureStop stop = settings.stop();
        page.section(
                "Step by step",
                "The picture grows with every step, and stops once "
                        + (stop.isOfHole()
                                ? number("its hole changes less and less, by less than %.4f a pixel.", stop.threshold())
                                : number(
                                        "it changes less and less, by less than %.4f (sum / 100).", stop.threshold())));
        final int shown = Math.min(BY_STEP, pictures.size());
        final List<List<float[]>> rows = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            rows.add(byStep(i));
        }
        page.figure(
                PictureGrid.draw(settings.hole().canvas(), rows, ZOOM),
                "Reconstructions after 1, 2, … " + vae.spec().steps() + " steps.",
                true);
        page.figure(
                ReportCharts.curves(
                        "Error by step",
                        "mean squared error inside the hole",
                        List.of("all pictures"),
                        List.of(curve.errorByStep())),
                "Mean error inside the hole after each step.");
        page.figure(
                ReportCharts.histogram("When pictures are finished", "pictures", curve.histogram(stop.threshold())),
                number("Stopping steps at threshold %.4f.", stop.threshold()));
        final InpaintingCurve.Point chosen = curve.at(stop.threshold());
        page.figure(
                ReportCharts.tradeOff(
                        "Early stop: error against steps",
                        "mean squared error inside the hole",
                        tradeOff(),
                        new double[] {chosen.meanSteps(), chosen.holeError()},
                        stop.threshold()),
                "Every threshold's mean steps and error.");
        page.figure(
                ReportCharts.curves(
                        "Membranes of output pixels",
                        "tanh of the membrane potential",
                        pixelNames(),
                        pixels(rows.get(0))),
                "Pixels inside the first picture's hole that move most.");
    }

    private List<double[]> tradeOff() {
        final List<double[]> points = new ArrayList<>();
        for (double threshold = 16; threshold > 0.001; threshold /= 1.1) {
            final InpaintingCurve.Point point = curve.at(threshold);
            points.add(new double[] {point.meanSteps(), point.holeError()});
        }
        return points;
    }

    private List<float[]> byStep(int i) {
        final PictureSession session = begin(i);
        final List<float[]> steps = new ArrayList<>();
        while (session.steps() < vae.spec().steps()) {
            session.step();
            final float[] picture = new float[vae.spec().image().size()];
            session.reconstruction(picture);
            steps.add(picture);
        }
        return steps;
    }

    private PictureSession begin(int i) {
        final PictureSession session = vae.newSession();
        session.begin(settings.hole().cut(pictures.get(i).pixels()), Inpainting.seed(settings.seed(), i));
        return session;
    }

    /** Pixels of the hole that move most in the first picture. */
    private int[] livelyPixels() {
        final List<float[]> steps = byStep(0);
        return IntStream.range(0, steps.get(0).length)
                .filter(settings.hole()::contains)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer pixel) -> -range(steps, pixel)))
                .limit(PIXELS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double range(List<float[]> steps, int pixel) {
        final double[] values = steps.stream().mapToDouble(step -> step[pixel]).toArray();
        return Arrays.stream(values).max().getAsDouble()
                - Arrays.stream(values).min().getAsDouble();
    }

    private List<String> pixelNames() {
        final int side = vae.spec().side();
        return Arrays.stream(livelyPixels())
                .mapToObj(pixel -> "row " + pixel / side + ", column " + pixel % side)
                .toList();
    }

    private List<double[]> pixels(List<float[]> steps) {
        return Arrays.stream(livelyPixels())
                .mapToObj(
                        pixel -> steps.stream().mapToDouble(step -> step[pixel]).toArray())
                .toList();
    }

    private void spikes(HtmlPage page) throws IOException {
        page.section(
                "Latent spikes", "The bottleneck: all that the decoder knows of a picture is which latents fire when.");
        for (int i = 0; i < Math.min(2, pictures.size()); i++) {
            final PictureSession session = begin(i);
            final boolean[][] fired = new boolean[vae.spec().steps()][vae.spec().latent()];
            for (final boolean[] step : fired) {
                session.step();
                final SpikeList z = session.z();
                for (int e = 0; e < z.size(); e++) {
                    step[z.index(e)] = true;
                }
            }
            page.figure(
                    ReportCharts.raster(
                            "Latent spikes: " + pictures.get(i).name(),
                            List.of("latents"),
                            Collections.singletonList(fired)),
                    "Each square is a spike of a latent.");
        }
    }

    private void energy(HtmlPage page) throws IOException {
        final EnergyConstants constants = EnergyConstants.builtIn();
        final EnergyModel energy = new EnergyModel(
                vae.spec().inpainting(),
                ModelNetwork.placed(model, new ScalarKernels(), AutoEncoderNetwork.trainedWith(model)),
                new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), ADC_BITS),
                constants);
        final List<Picture> some = pictures.subList(0, Math.min(ENERGY_PICTURES, pictures.size()));
        final EnergyRun.Result found = new InpaintingEnergy(vae, energy, settings, some, done -> {}).run();
        page.section(
                "Energy",
                number(
                        "Modelled from what real spikes make the array do, 8-bit SAR converters, with early stop: %.1f nJ a"
                                + " picture in the layers on the array, %.1f nJ with those that lie in memory; stopping"
                                + " early saves %.1f %% of the steps and %.1f %% of the energy.",
                        1e9 * found.stopped().ofArray().array().joules(),
                        1e9 * found.stopped().array().joules(),
                        100 * found.savedSteps(),
                        100 * found.saved()));
        final List<CategoryChart> charts = EnergyPlot.charts("Energy of a picture by component", found.stopped());
        page.figure(charts.get(0), "The array itself: mean of " + some.size() + " pictures.");
        page.figure(
                charts.get(1),
                "With digital layers, neurons and norms, and memory traffic, which is not part of the numbers above."
                        + " Constants: " + constants.origin() + ".");
    }

    private int[][] confusion() {
        final PictureClassifier.Judgement found = judge.judge(result.filled(), settings.threads());
        final int[][] counts = new int[judge.classes()][judge.classes()];
        for (int i = 0; i < pictures.size(); i++) {
            counts[pictures.get(i).label()][found.decision(i)]++;
        }
        return counts;
    }

    private BufferedImage samples(long seed) {
        final List<float[]> drawn = PriorSamples.draw(vae, SAMPLES, seed, settings.threads());
        final List<List<float[]>> rows = new ArrayList<>();
        for (int from = 0; from < SAMPLES; from += COLUMNS) {
            rows.add(drawn.subList(from, from + COLUMNS));
        }
        return PictureGrid.draw(settings.hole().canvas(), rows, ZOOM);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
