package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.LayerEnergy;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.Adapter;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Models energy and duration of a text on a chip, by component, beside a digital machine's. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageEnergy implements Experiment<LanguageEnergyPlan, LanguageEnergyResult> {
    @Override
    public String name() {
        return "language energy";
    }

    @Override
    public LanguageEnergyResult run(LanguageEnergyPlan plan, Run run) throws IOException {
        final Hardware hardware = plan.chip().hardware(0); // checks, before anything is read
        final LanguageModel model = LanguageModel.read(plan.model());
        final int[] tokens = model.tokens(plan.text());
        final Adapter adapter = plan.adapter() == null ? null : Adapter.read(plan.adapter(), model);
        final Model whole = (adapter == null ? model.model() : adapter.whole(model)).at(new Shape(1, 1, tokens.length));
        final Kernels kernels = run.kernels();
        final Placed placed = placed(model.model(), whole, hardware, plan.seed(), kernels);
        final EnergyModel energy = new EnergyModel(
                whole.graph(),
                placed,
                new ArrayHardware(
                        hardware.tiles().geometry(),
                        AdcCircuit.of("sar", 0).orElseThrow(),
                        plan.chip().adcBits()),
                plan.technology().priced());
        return result(plan, tokens.length, energy, counted(whole, tokens, energy, kernels));
    }

    /** The chip that the other commands read: cells are named by the encoder alone, and what is beside it is digital. */
    static Placed placed(Model encoder, Model whole, Hardware hardware, long seed, Kernels kernels) {
        final Set<String> beside = new HashSet<>();
        whole.graph().nodesOf(MatrixKind.class).stream()
                .map(Node::name)
                .filter(name -> !encoder.graph().has(name))
                .forEach(beside::add);
        return new Placement(hardware, seed)
                .withDigital(beside)
                .on(encoder.graph(), LanguageChip.weights(encoder, kernels), kernels)
                .within(whole.graph(), LanguageChip.weights(whole, kernels));
    }

    private static EnergyReport counted(Model whole, int[] tokens, EnergyModel energy, Kernels kernels) {
        final Session session = Network.of(
                        whole.graph(),
                        whole.tensors(),
                        (node, matrix) -> WeightedSynapses.of(matrix, whole.effective(node.name()), kernels),
                        kernels)
                .newSession();
        whole.graph().nodesOf(MatrixKind.class).forEach(node -> session.entering(node.name())); // from now on kept
        final SpikeList input = new SpikeList(tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            input.add(i, tokens[i]);
        }
        session.reset(0);
        session.step(input);
        final InferenceWork work = energy.newWork();
        energy.newCounter().count(session, work);
        return energy.report(work, 1);
    }

    private static LanguageEnergyResult result(
            LanguageEnergyPlan plan, int tokens, EnergyModel energy, EnergyReport report) {
        final EnergyReport onTiles = report.ofArray();
        final DigitalEnergy attention = energy.ofKind("attention");
        final List<LayerEnergy> beside =
                report.layers().stream().filter(LayerEnergy::isDigital).toList();
        final double around = report.array().joules(EnergyComponent.NEURONS);
        final double besideSeconds =
                beside.stream().mapToDouble(layer -> layer.array().seconds()).sum();
        final double besideDense = beside.stream()
                .mapToDouble(layer -> layer.dense().joules() - layer.array().joules(EnergyComponent.NEURONS))
                .sum();
        final double besideDenseSeconds =
                beside.stream().mapToDouble(layer -> layer.dense().seconds()).sum();
        final List<LanguageEnergyResult.Part> parts = List.of(
                new LanguageEnergyResult.Part(
                        "tiles",
                        report.array().joules(EnergyComponent.CELLS)
                                + report.array().joules(EnergyComponent.DRIVERS),
                        onTiles.array().seconds(),
                        report.dense().joules() - around - besideDense,
                        report.dense().seconds() - attention.seconds() - besideDenseSeconds),
                new LanguageEnergyResult.Part("DACs", report.array().joules(EnergyComponent.DAC), null, null, null),
                new LanguageEnergyResult.Part("ADCs", report.array().joules(EnergyComponent.ADC), null, null, null),
                new LanguageEnergyResult.Part(
                        "sums and scales", report.array().joules(EnergyComponent.ADDITIONS), null, null, null),
                new LanguageEnergyResult.Part(
                        "attention", attention.joules(), attention.seconds(), attention.joules(), attention.seconds()),
                new LanguageEnergyResult.Part(
                        "norms, GELU, biases", around - attention.joules(), null, around - attention.joules(), null),
                new LanguageEnergyResult.Part(
                        "adapters",
                        report.array().joules(EnergyComponent.DIGITAL),
                        besideSeconds,
                        besideDense,
                        besideDenseSeconds));
        return new LanguageEnergyResult(
                plan.text(),
                tokens,
                parts,
                new LanguageEnergyResult.Machine(
                        report.array().joules(),
                        report.array().joulesWithMemory(),
                        report.array().seconds() + attention.seconds()),
                new LanguageEnergyResult.Machine(
                        report.dense().joules(),
                        report.dense().joulesWithMemory(),
                        report.dense().seconds()),
                report.dense().joules() / report.array().joules(),
                energy.assumptions());
    }
}
