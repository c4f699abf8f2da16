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
        final String costs = number("%.1f nJ %s in the array", 1e9 * joules, what);
        final String work = "Modelled from what real "
                + (network.graph().nodesOf(SpikingKind.class).isEmpty() ? "activations" : "spikes")
                + " make the array do, 8-bit SAR converters";
        page.section(
                "Energy",
                exit == null
                        ? number(
                                "%s: %s, norms and quantisers included; %.2f times that on a digital machine that follows what is"
                                        + " not zero, %.2f on a dense one.",
                                work,
                                costs,
                                found.stopped().eventDriven().joules() / joules,
                                found.stopped().dense().joules() / joules)
                        : number(
                                "%s, with early stop: %s; stopping early saves %.1f %%.",
                                work, costs, 100 * found.saved()));
        final List<CategoryChart> charts = EnergyPlot.charts("Energy of an inference by component", found.stopped());
        page.figure(charts.get(0), "The array itself: mean of " + samples.size() + " samples.");
        page.figure(
                charts.get(1),
                "With digital neurons and memory traffic, which is not part of the number above. Constants: "
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
