package io.memspike.app.report;

import io.memspike.app.picture.CurvePlot;
import io.memspike.app.picture.EnergyPlot;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.Subset;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.earlyexit.Trajectories;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.ModelNetwork;
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
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

/** The report on a classifier. */
final class ClassifierPage {
    private static final int CURVE = 400;
    private static final int SHOWN = 3; // easy ones, and as many hard ones
    private static final int ENERGY_SAMPLES = 200;
    private static final int ZOOM = 4;
    private static final float EVENT = 0.25f; // what one event adds to a pixel

    private final Path file;
    private final Model model;
    private final String dataset;
    private final Network network;
    private final Samples samples;
    private final float threshold;
    private final int threads;
    private final Trajectories trajectories;
    private final ClassifierEvaluation.Result result;
    private final ExitCurve curve;

    /** Runs the samples; {@code threshold} of the confidence that an inference stops at. */
    ClassifierPage(
            Path file,
            Model model,
            String dataset,
            Network network,
            Samples samples,
            float threshold,
            int threads,
            Progress.Bar bar) {
        this.file = file;
        this.model = model;
        this.dataset = dataset;
        this.network = network;
        this.samples = samples;
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
                samples.size() + " test samples of " + dataset
                        + ", seen as events in " + samples.steps() + " steps. Layers: "
                        + String.join(
                                ", ",
                                model.graph().kinds().stream().map(Kind::type).toList()) + ".");
        final ExitCurve.Point stopped = curve.at(threshold);
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("accuracy, all steps", percent(result.accuracy()));
        facts.put("accuracy, early stop", percent(stopped.accuracy()));
        facts.put("mean steps of " + samples.steps(), number("%.2f", stopped.meanSteps()));
        facts.put("synaptic operations a sample", number("%,.0f", result.synapticOperationsPerSample()));
        facts.put("connections kept", ArrayPictures.kept(model));
        page.facts(facts);
        stops(page, stopped);
        final int easy = extreme(true)[0];
        final int hard = extreme(false)[0];
        activity(page, easy, hard);
        page.section("Confusion", "Each row is a true class; numbers are per cent of it, decided with early stop.");
        page.figure(
                ReportCharts.confusion("What is taken for what (% of a true class)", confusion()),
                "Confusion matrix of " + samples.size() + " samples; white is never.");
        new ArrayPictures(file, model, seed).add(page);
        energy(page);
        return page;
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
        if (samples.shape().height() > 1 && samples.shape().width() > 1) {
            page.figure(events(), "Their events in the first third of the steps, the easy ones above.", false);
        }
    }

    /** Events of the easiest and the hardest samples before the first turn: the more, the brighter. */
    private BufferedImage events() {
        final Shape shape = samples.shape();
        final EventFrames frames = EventFrames.of(samples);
        final List<List<float[]>> rows = new ArrayList<>();
        for (final boolean isEasy : new boolean[] {true, false}) {
            final List<float[]> row = new ArrayList<>();
            for (final int n : extreme(isEasy)) {
                samples.load(n, frames);
                final float[] picture = new float[shape.positions()];
                Arrays.fill(picture, -1f);
                for (int t = 0; t < (frames.steps() + 2) / 3; t++) {
                    final SpikeList active = frames.step(t);
                    for (int e = 0; e < active.size(); e++) {
                        final int pixel = active.index(e) / shape.channels();
                        picture[pixel] = Math.min(1f, picture[pixel] + EVENT * active.value(e));
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

    private int[][] confusion() {
        final int[][] counts = new int[network.classes()][network.classes()];
        for (int n = 0; n < samples.size(); n++) {
            counts[samples.label(n)][curve.decision(n, threshold)]++;
        }
        return counts;
    }

    private void energy(HtmlPage page) throws IOException {
        final EnergyConstants constants = EnergyConstants.builtIn();
        final Model fitting = model.at(samples.shape());
        final Samples some = Subset.first(samples, Math.min(ENERGY_SAMPLES, samples.size()));
        final EnergyRun.Result found;
        try {
            final EnergyModel energy = new EnergyModel(
                    network.graph(),
                    ModelNetwork.placed(fitting, new ScalarKernels(), ModelNetwork.trainedWith(fitting)),
                    new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8),
                    constants);
            found = new EnergyEvaluation(network, energy, some, threads, done -> {})
                    .run(new ConfidencePolicy(threshold));
        } catch (IllegalArgumentException e) { // work that nothing is charged for, or inputs that cannot be driven
            page.section("Energy", "Not modelled: " + e.getMessage() + ".");
            return;
        }
        page.section(
                "Energy",
                number(
                        "Modelled from what real spikes make the array do, 8-bit SAR converters, with early stop: %.1f nJ an"
                                + " inference in the array; stopping early saves %.1f %%.",
                        1e9 * found.stopped().array().joules(), 100 * found.saved()));
        final List<CategoryChart> charts = EnergyPlot.charts("Energy of an inference by component", found.stopped());
        page.figure(charts.get(0), "The array itself: mean of " + some.size() + " samples.");
        page.figure(
                charts.get(1),
                "With digital neurons and memory traffic, which is not part of the number above. Constants: "
                        + constants.origin() + ".");
    }

    private static String percent(double share) {
        return number("%.2f %%", 100 * share);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
