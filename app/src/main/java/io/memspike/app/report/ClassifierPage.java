package io.memspike.app.report;

import io.memspike.app.picture.CurvePlot;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Network;
import io.memspike.datasets.Subset;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.earlyexit.Trajectories;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.SampleTrace;
import io.memspike.tasks.evaluate.ExitDrawing;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The report on a classifier. */
final class ClassifierPage {
    private static final int CURVE = 400;
    private static final int SHOWN = 3; // easy ones, and as many hard ones
    private static final int ENERGY_SAMPLES = 200;
    private static final int ZOOM = 4;
    private static final float EVENT = 0.25f; // what one event adds to a pixel, which goes from -1 to 1
    private static final float WHITE = 2f; // what a brightness of 1 adds

    private final Path file;
    private final Model model;
    private final Shown shown;
    private final Network network;
    private final Samples samples;
    private final float threshold;
    private final int threads;
    private final Trajectories trajectories;
    private final ClassifierEvaluation.Result result;
    private final ExitCurve curve;

    /**
     * What the network is shown.
     *
     * @param dataset name
     * @param samples of it
     * @param classes names, or none
     */
    record Shown(String dataset, Samples samples, List<String> classes) {
        String name(int number) {
            return number < classes.size() ? classes.get(number) : String.valueOf(number);
        }

        boolean isSpoken() {
            return dataset.startsWith("spoken-") && isStill();
        }

        /** Whether every step shows the same picture. */
        boolean isStill() {
            return samples.storedSteps() == 1;
        }
    }

    /** Runs the samples; {@code threshold} of the confidence that an inference stops at. */
    ClassifierPage(
            Path file, Model model, Shown shown, Network network, float threshold, int threads, Progress.Bar bar) {
        this.file = file;
        this.model = model;
        this.shown = shown;
        this.network = network;
        this.samples = shown.samples();
        this.threshold = threshold;
        this.threads = threads;
        final ClassifierEvaluation.Recording recording =
                new ClassifierEvaluation(network, samples, threads, bar::to).record();
        this.trajectories = recording.trajectories();
        this.result = recording.result();
        this.curve = ExitCurve.of(new ConfidencePolicy(threshold), trajectories);
    }

    /** What the page says. */
    ReportResult result(ReportPlan plan) {
        final ExitCurve.Point stopped = curve.at(threshold);
        return new ReportResult(
                result.accuracy(),
                stopped.accuracy(),
                null,
                null,
                null,
                stopped.meanSteps(),
                samples.steps(),
                samples.size(),
                "classifier",
                plan.out(),
                plan.seed());
    }

    HtmlPage page(long seed) throws IOException {
        final HtmlPage page = new HtmlPage(
                "Memspike: classifier " + file.getFileName(),
                samples.size() + " test samples of " + shown.dataset()
                        + (shown.isStill() ? ", seen as pictures in " : ", seen as events in ") + samples.steps()
                        + (samples.steps() == 1 ? " step" : " steps") + ". Layers: "
                        + String.join(
                                ", ",
                                model.graph().kinds().stream().map(Kind::type).toList()) + ".");
        final ExitCurve.Point stopped = curve.at(threshold);
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("accuracy, all steps", percent(result.accuracy()));
        if (stops()) {
            facts.put("accuracy, early stop", percent(stopped.accuracy()));
            facts.put("mean steps of " + samples.steps(), number("%.2f", stopped.meanSteps()));
        }
        facts.put("synaptic operations a sample", number("%,.0f", result.synapticOperationsPerSample()));
        facts.put("connections kept", ArrayPictures.kept(model));
        page.facts(facts);
        if (stops()) {
            stops(page, stopped);
        }
        if (shown.isSpoken()) {
            new Spectrograms(shown, trajectories).add(page);
        } else if (samples.shape().height() > 1 && samples.shape().width() > 1) {
            pictures(page);
        }
        if (!network.graph().nodesOf(SpikingKind.class).isEmpty()) {
            activity(page, extreme(true)[0], extreme(false)[0]);
        }
        confusion(page);
        new ArrayPictures(file, model, seed).add(page);
        final Samples some = Subset.first(samples, Math.min(ENERGY_SAMPLES, samples.size()));
        new EnergySection(model, network, some, "an inference", threads)
                .add(page, stops() ? new ConfidencePolicy(threshold) : null);
        return page;
    }

    /** Whether there is a step to stop at before the last. */
    private boolean stops() {
        return samples.steps() > 1;
    }

    private void stops(HtmlPage page, ExitCurve.Point stopped) throws IOException {
        page.section(
                "Stopping early",
                "After each step the softmax of the mean read-out tells how sure the network is; it stops once its"
                        + " confidence exceeds " + threshold + ".");
        page.figure(
                CurvePlot.chart(new ExitDrawing("confidence", curve.grid(CURVE), stopped, samples.steps())),
                "Accuracy against mean steps for every threshold; the red point is the one chosen.");
        page.figure(
                ReportCharts.histogram("When inferences stop", "samples", curve.histogram(threshold)),
                "Stopping steps at the chosen threshold.");
        final List<String> names = new ArrayList<>();
        final List<double[]> confidences = new ArrayList<>();
        for (final boolean isEasy : new boolean[] {true, false}) {
            for (final int n : extreme(isEasy)) {
                names.add((isEasy ? "easy: a " : "hard: a ") + trajectories.label(n) + " (no. " + n + ")");
                confidences.add(confidence(n));
            }
        }
        final XYChart chart = ReportCharts.curves("Confidence by step", "confidence", names, confidences);
        ReportCharts.line(chart, "threshold " + threshold, threshold, samples.steps());
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        page.figure(chart, "Confidence of the samples with the highest and the lowest mean confidence.");
    }

    private void pictures(HtmlPage page) throws IOException {
        if (shown.isStill()) {
            page.section("Samples", "What the network is most, and least, sure of.");
        }
        final String what =
                shown.isStill() ? "The surest" : "Their events in the first third of the steps, the easy ones";
        page.figure(
                events(),
                what + " above" + (shown.isStill() ? ": " + names(true) + "; below " + names(false) : "") + ".",
                false);
    }

    private String names(boolean isEasy) {
        return Arrays.stream(extreme(isEasy)).mapToObj(this::saidAndHeard).collect(Collectors.joining(", "));
    }

    private String saidAndHeard(int n) {
        final String truth = shown.name(samples.label(n));
        final int decision = curve.decision(n, threshold);
        return decision == samples.label(n) ? truth : truth + " taken for " + shown.name(decision);
    }

    /**
     * Events of the easiest and the hardest samples before the first turn, the more, the brighter; of still ones the pictures
     * themselves.
     */
    private BufferedImage events() {
        final float event = shown.isStill() ? WHITE : EVENT;
        final int steps = shown.isStill() ? 1 : (samples.steps() + 2) / 3;
        final Shape shape = samples.shape();
        final EventFrames frames = EventFrames.of(samples);
        final List<List<float[]>> rows = new ArrayList<>();
        for (final boolean isEasy : new boolean[] {true, false}) {
            final List<float[]> row = new ArrayList<>();
            for (final int n : extreme(isEasy)) {
                samples.load(n, frames);
                final float[] picture = new float[shape.positions()];
                Arrays.fill(picture, -1f);
                for (int t = 0; t < steps; t++) {
                    final SpikeList active = frames.step(t);
                    for (int e = 0; e < active.size(); e++) {
                        final int pixel = active.index(e) / shape.channels();
                        picture[pixel] = Math.min(1f, picture[pixel] + event * active.value(e));
                    }
                }
                row.add(picture);
            }
            rows.add(row);
        }
        return PictureGrid.draw(shape.height(), shape.width(), rows, ZOOM);
    }

    private double[] confidence(int n) {
        final float[][] means = new float[trajectories.steps()][trajectories.classes()];
        trajectories.answers(n, means);
        final ConfidencePolicy policy = new ConfidencePolicy(threshold);
        return IntStream.range(0, means.length)
                .mapToDouble(t -> policy.score(means[t]))
                .toArray();
    }

    /** The samples with the highest, or lowest, mean confidence over the steps, the most extreme first. */
    private int[] extreme(boolean isEasy) {
        final double[] mean = new double[samples.size()];
        for (int n = 0; n < mean.length; n++) {
            mean[n] = Arrays.stream(confidence(n)).average().getAsDouble() * (isEasy ? -1 : 1);
        }
        return IntStream.range(0, mean.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer n) -> mean[n]))
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void activity(HtmlPage page, int easy, int hard) throws IOException {
        page.section(
                "Spikes and membranes",
                "What single neurons do while the network looks at an easy and at a hard sample. A neuron fires when its"
                        + " membrane potential exceeds the threshold.");
        for (final boolean isEasy : new boolean[] {true, false}) {
            final int n = isEasy ? easy : hard;
            final String what = (isEasy ? "easy" : "hard") + " sample no. " + n + ", a " + trajectories.label(n);
            final SampleTrace trace = SampleTrace.of(network, samples, n);
            final List<String> names = new ArrayList<>(List.of("input events"));
            final List<boolean[][]> spikes = new ArrayList<>();
            spikes.add(trace.input());
            for (final SampleTrace.Neurons layer : trace.layers()) {
                names.add("layer " + layer.node());
                spikes.add(layer.spikes());
            }
            page.figure(
                    ReportCharts.raster("Spikes: " + what, names, spikes),
                    "Each square is a spike; layers from the input upwards.");
            final List<SampleTrace.Neurons> withPotentials = trace.layers().stream()
                    .filter(layer -> layer.potentials() != null)
                    .toList();
            if (withPotentials.isEmpty()) {
                continue; // no hidden neurons
            }
            final SampleTrace.Neurons last = withPotentials.get(withPotentials.size() - 1);
            page.figure(
                    ReportCharts.potentials("Membranes of layer " + last.node() + ": " + what, last),
                    "Membrane potentials of the layer's liveliest neurons.");
        }
    }

    private void confusion(HtmlPage page) throws IOException {
        final int[][] counts = new int[network.classes()][network.classes()];
        for (int n = 0; n < samples.size(); n++) {
            counts[samples.label(n)][curve.decision(n, threshold)]++;
        }
        page.section(
                "Confusion",
                "Each row is a true class; numbers are per cent of it"
                        + (stops() ? ", decided with early stop." : "."));
        page.figure(
                ReportCharts.confusion("What is taken for what (% of a true class)", counts),
                "Confusion matrix of " + samples.size() + " samples; white is never.");
        final List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"class", "samples", "recall", "else mostly taken for"});
        for (int truth = 0; truth < counts.length; truth++) {
            rows.add(row(truth, counts[truth]));
        }
        page.table(rows.toArray(String[][]::new));
    }

    private String[] row(int truth, int[] counts) {
        final int all = Arrays.stream(counts).sum();
        final int other = IntStream.range(0, counts.length)
                .filter(decision -> decision != truth)
                .boxed()
                .max(Comparator.comparingInt((Integer decision) -> counts[decision]))
                .orElse(truth);
        return new String[] {
            shown.name(truth),
            String.valueOf(all),
            all == 0 ? "–" : percent((double) counts[truth] / all),
            other == truth || counts[other] == 0 ? "–" : number("%s (%d)", shown.name(other), counts[other])
        };
    }

    private static String percent(double share) {
        return number("%.2f %%", 100 * share);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
