package io.memspike.tasks.language;

import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.Adapter;
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
import io.memspike.tasks.energy.EnergyPlan;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Models energy and duration of a text on a chip, by component, beside a digital machine's. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageEnergy implements Experiment<LanguageEnergy.Plan, LanguageEnergy.Result> {

    /** Whose energy is modelled; the components say what they mean. */
    public record Plan(
            @Option(label = "TEXT", says = "a text", positional = true)
            String text,

            @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
            Path model,

            @Option(label = "FILE", says = "what a task has learnt, digital beside the chip", shown = "none")
            Path adapter,

            ChipChoice chip,

            @Option(label = "45nm|40nm|FILE", says = EnergyPlan.CONSTANTS, shown = "45nm")
            Path constants,

            long seed) {
        /** Refuses converters that nobody has priced. */
        public Plan {
            if (chip.adcBits() < 1 || chip.dacBits() < 1) {
                throw new IllegalArgumentException("--adc-bits, --dac-bits: expected at least 1 where energy is asked"
                        + " for, found " + chip.adcBits() + ", " + chip.dacBits());
            }
            if (!chip.hasStandardSums()) {
                throw new IllegalArgumentException(
                        "--adc-range, --output-noise: expected neither where energy is asked for, which they do not change,"
                                + " found " + chip.adcRange() + ", " + chip.outputNoise());
            }
        }
    }

    /** What came out; the components say what they mean. */
    public record Result(
            @Means("the text") String text,

            @Means("number of its tokens, those included that begin and end it")
            int tokens,

            List<Part> parts,
            Machine chip,
            Machine digital,

            @Means("how many times the chip's energy the digital machine takes, memory left out")
            double digitalOverChip,

            @Means("what the figures rest on") List<String> assumptions) {}

    /** Part of both machines; the components say what they mean. */
    public record Part(
            @Means("what it is") String part,

            @Means("what it takes on a chip, with what lies beside the tiles")
            double joules,

            @Means("its duration there; null where it goes on beside others")
            Double seconds,

            @Means("what the same takes on a machine that computes every product digitally; null where there is none")
            Double digitalJoules,

            @Means("its duration there") Double digitalSeconds) {}

    /** The whole of one machine; the components say what they mean. */
    public record Machine(
            @Means("energy without memory") double joules,

            @Means("energy with every operand fetched from memory")
            double joulesWithMemory,

            @Means("duration") double seconds) {}

    @Override
    public String name() {
        return "language energy";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
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
                EnergyPlan.priced(plan.constants()));
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

    private static Result result(Plan plan, int tokens, EnergyModel energy, EnergyReport report) {
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
        final List<Part> parts = List.of(
                new Part(
                        "tiles",
                        report.array().joules(EnergyComponent.CELLS)
                                + report.array().joules(EnergyComponent.DRIVERS),
                        onTiles.array().seconds(),
                        report.dense().joules() - around - besideDense,
                        report.dense().seconds() - attention.seconds() - besideDenseSeconds),
                new Part("DACs", report.array().joules(EnergyComponent.DAC), null, null, null),
                new Part("ADCs", report.array().joules(EnergyComponent.ADC), null, null, null),
                new Part("sums and scales", report.array().joules(EnergyComponent.ADDITIONS), null, null, null),
                new Part("attention", attention.joules(), attention.seconds(), attention.joules(), attention.seconds()),
                new Part("norms, GELU, biases", around - attention.joules(), null, around - attention.joules(), null),
                new Part(
                        "adapters",
                        report.array().joules(EnergyComponent.DIGITAL),
                        besideSeconds,
                        besideDense,
                        besideDenseSeconds));
        return new Result(
                plan.text(),
                tokens,
                parts,
                new Machine(
                        report.array().joules(),
                        report.array().joulesWithMemory(),
                        report.array().seconds() + attention.seconds()),
                new Machine(
                        report.dense().joules(),
                        report.dense().joulesWithMemory(),
                        report.dense().seconds()),
                report.dense().joules() / report.array().joules(),
                energy.assumptions());
    }
}
