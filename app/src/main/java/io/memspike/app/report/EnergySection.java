package io.memspike.app.report;

import io.memspike.app.picture.EnergyPlot;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Network;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;

/**
 * What inferences take, on a page.
 *
 * @param model weights and masks
 * @param network the same, to run
 * @param samples what is inferred
 * @param what one of them is called
 * @param threads inference threads
 */
record EnergySection(Model model, Network network, Samples samples, String what, int threads) {
    private static final int ADC_BITS = 8;

    /** Adds it; {@code exit} null for no early stop. */
    void add(HtmlPage page, ExitPolicy exit) throws IOException {
        final EnergyConstants constants = EnergyConstants.builtIn();
        final EnergyRun.Result found;
        try {
            found = run(constants, exit);
        } catch (IllegalArgumentException e) { // work that nothing is charged for, or inputs that cannot be driven
            page.section("Energy", "Not modelled: " + e.getMessage() + ".");
            return;
        }
        final double joules = found.stopped().array().joules();
        final boolean isSpiking = !network.graph().nodesOf(SpikingKind.class).isEmpty();
        page.section(
                "Energy",
                number(
                        "Modelled from what real %s make the array do, 8-bit SAR converters%s: %.1f nJ %s in the array, digital"
                                + " neurons, norms and quantisers included%s. A digital machine that follows what is not zero"
                                + " takes %.2f times that, a dense one %.2f times.",
                        isSpiking ? "spikes" : "activations",
                        exit == null ? "" : ", with early stop",
                        1e9 * joules,
                        what,
                        exit == null ? "" : number("; stopping early saves %.1f %%", 100 * found.saved()),
                        found.stopped().eventDriven().joules() / joules,
                        found.stopped().dense().joules() / joules));
        final List<CategoryChart> charts = EnergyPlot.charts("Energy of an inference by component", found.stopped());
        page.figure(charts.get(0), "The array itself: mean of " + samples.size() + " samples.");
        page.figure(
                charts.get(1),
                "With digital neurons, and memory traffic, which is not part of the number above. Constants: "
                        + constants.origin() + ".");
    }

    private EnergyRun.Result run(EnergyConstants constants, ExitPolicy exit) {
        final Model fitting = model.at(samples.shape());
        final EnergyModel energy = new EnergyModel(
                network.graph(),
                ModelNetwork.placed(fitting, new ScalarKernels(), ModelNetwork.trainedWith(fitting)),
                new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), ADC_BITS),
                constants,
                EnergyEvaluation.isStill(samples));
        // what answers are worth stands elsewhere on the page
        return new EnergyEvaluation(network, energy, samples, (sample, session) -> 0, threads, done -> {}).run(exit);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
