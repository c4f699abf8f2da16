package io.memspike.app.report;

import io.memspike.app.cli.Report;
import io.memspike.app.picture.ScorePlot;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.segment.Overlay;
import io.memspike.tasks.segment.ScoreCurve;
import io.memspike.tasks.segment.ScoreDrawing;
import io.memspike.tasks.segment.Segmentation;
import io.memspike.tasks.segment.SegmentationData;
import io.memspike.tasks.segment.SegmentationQuality;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report on a network that classifies pixels. */
final class SegmentationPage {
    private static final int SHOWN = 3; // images
    private static final double HALF = 0.5;

    private final Path file;
    private final Model model;
    private final SegmentationData data;
    private final Network network;
    private final int threads;
    private final ScoreCurve curve;
    private final SegmentationQuality all;
    private final List<SegmentationQuality> each = new ArrayList<>();
    private final List<BufferedImage> pictures = new ArrayList<>(); // of the first images

    /** Makes the maps of all images. */
    SegmentationPage(
            Path file,
            Model model,
            SegmentationData data,
            Network network,
            int threads,
            Segmentation segmentation,
            Progress.Bar bar)
            throws IOException {
        this.file = file;
        this.model = model;
        this.data = data;
        this.network = network;
        this.threads = threads;
        final ScoreCurve.Builder sum = new ScoreCurve.Builder();
        segmentation.each(data.test(), bar::to, (image, map) -> {
            final ScoreCurve.Builder own = new ScoreCurve.Builder();
            own.add(image, map);
            sum.add(image, map);
            each.add(SegmentationQuality.of(image.name(), own.build()));
            if (pictures.size() < SHOWN) {
                pictures.add(picture(image, map));
            }
        });
        this.curve = sum.build();
        this.all = SegmentationQuality.of(SegmentationQuality.ALL, curve);
    }

    private static BufferedImage picture(AnnotatedImage image, float[] map) {
        final float[] truth = new float[map.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = image.positive()[i] ? 1 : 0;
        }
        final float[] grey = new float[map.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = image.value(i);
        }
        return Sheet.of(List.of(
                Overlay.map(image, grey),
                Overlay.map(image, truth),
                Overlay.map(image, map),
                Overlay.of(image, map, HALF)));
    }

    /** What the page says. */
    ReportResult result(ReportPlan plan) {
        final int steps = data.tiles(network.input()).steps();
        return new ReportResult(
                all.accuracy(),
                null,
                null,
                all.prAuc(),
                all.rocAuc(),
                steps,
                steps,
                data.test().size(),
                "segmentation",
                plan.out(),
                plan.seed());
    }

    HtmlPage page(long seed) throws IOException {
        final Shape tile = network.input();
        final HtmlPage page = new HtmlPage(
                "Memspike: segmentation " + file.getFileName(),
                number(
                        "%d test images of %s, seen in tiles of %d × %d pixels that overlap by %d; %,d pixels count, %.1f %%"
                                + " of them to be found.",
                        data.test().size(),
                        data.directory().getFileName(),
                        tile.height(),
                        tile.width(),
                        Segmentation.usualOverlap(tile),
                        all.pixels(),
                        100.0 * all.positives() / all.pixels()));
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("area under precision over recall", Report.number("%.4f", all.prAuc()));
        facts.put("area under ROC", Report.number("%.4f", all.rocAuc()));
        facts.put("F1 at a probability of 0.5", Report.number("%.4f", all.f1()));
        facts.put("pixels right", Report.number("%.2f %%", 100 * all.accuracy()));
        facts.put("connections kept", ArrayPictures.kept(model));
        page.facts(facts);
        curves(page);
        confusion(page);
        page.section(
                "Images",
                "Above what the network sees, its contrast made alike, and what somebody has drawn; below how probable each"
                        + " pixel is, and what is found from 0.5 on: green rightly, red wrongly, blue is missed; dark does not"
                        + " count.");
        for (int i = 0; i < pictures.size(); i++) {
            page.figure(pictures.get(i), "Image " + each.get(i).name() + ".", true);
        }
        new ArrayPictures(file, model, seed).add(page);
        energy(page);
        return page;
    }

    private void curves(HtmlPage page) throws IOException {
        page.section(
                "At every threshold",
                "Pixels that are at least as probable as a threshold are found. Areas are those of trapezoids between"
                        + " distinct probabilities, of all images together.");
        final boolean isJudged = all.positives() > 0 && all.positives() < all.pixels();
        if (isJudged) {
            final ScoreDrawing drawing = new ScoreDrawing("all images", curve, curve.at(HALF));
            page.figure(ScorePlot.roc(drawing), "Recall over fall-out; the red point is a probability of 0.5.");
            page.figure(ScorePlot.precisionRecall(drawing), "Precision over recall; the red point is the same.");
        }
        final List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"image", "PR AUC", "ROC AUC", "F1", "best F1", "at", "right"});
        each.forEach(quality -> rows.add(row(quality)));
        rows.add(row(all));
        page.table(rows.toArray(String[][]::new));
    }

    private static String[] row(SegmentationQuality quality) {
        return new String[] {
            quality.name(),
            Report.number("%.4f", quality.prAuc()),
            Report.number("%.4f", quality.rocAuc()),
            Report.number("%.4f", quality.f1()),
            Report.number("%.4f", quality.bestF1()),
            Report.number("%.3f", quality.bestThreshold()),
            Report.number("%.2f %%", 100 * quality.accuracy())
        };
    }

    private void confusion(HtmlPage page) {
        final ScoreCurve.Decision half = curve.at(HALF);
        final int positives = half.positives();
        final int negatives = half.size() - positives;
        page.section("Confusion", "Pixels of all images, by what they are and what they are taken for from 0.5 on.");
        page.table(
                new String[] {"", "taken for nothing", "taken for a vessel", "right"},
                row("nothing", negatives - half.falsePositives(), half.falsePositives(), half.specificity()),
                row("vessel", positives - half.truePositives(), half.truePositives(), half.sensitivity()));
    }

    private static String[] row(String truth, int nothing, int found, double right) {
        return new String[] {truth, number("%,d", nothing), number("%,d", found), Report.number("%.2f %%", 100 * right)
        };
    }

    private void energy(HtmlPage page) throws IOException {
        final SegmentationData first =
                new SegmentationData(data.directory(), data.test().subList(0, 1), data.encoding(), data.seed());
        final Samples tiles = first.tiles(network.input());
        new EnergySection(model, network, tiles, "a tile", threads).add(page, null);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
