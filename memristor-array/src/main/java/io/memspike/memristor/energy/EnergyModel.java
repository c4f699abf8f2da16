package io.memspike.memristor.energy;

import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.memristor.area.AreaModel;
import io.memspike.memristor.area.ArrayArea;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.tile.internal.TileCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns counted work into energy and time: of the array, of a digital machine that follows the same spikes, and of one
 * that computes every step densely. For a layer, with voltages, figures of merit and so on from {@link EnergyConstants}:
 *
 * <pre>
 *   cells      V² · t · Σ G · pulse length      over cells of driven rows, at each output position
 *   drivers    row activations · cells of a row · C_cell · V_line², and where silent reads are left out a wire along
 *              the rows of each tile that is read
 *   DAC        row activations · joules of a pulse, of activations for bits/8 of it
 *   ADC        conversions · (figure of merit · 2ᵇ + what holds a column until its turn), those of silent reads
 *              included unless they are left out: {@link ArrayHardware.SilentReads}
 *   additions  (additions of numbers + spikes pooled) · integer addition; where tokens drive, of each input a comparison and
 *              a multiplication, and of each number read two multiplications
 *   neurons    steps · neurons · (2 multiplications + 2 additions); of the read-out 1 and 2, of other kinds by their
 *              equations; a norm a multiplication and an addition, a bias and a further edge into a port an addition
 *   memory     steps · neurons · read and write of the potential; of the read-out twice that; what arrives later, too
 *   seconds    positions · pulse windows · t + reads · turns at a converter · cycles / clock
 *
 *   digital    of layers that lie in memory, as event-driven digital, with their weights' traffic under memory
 *
 *   event-driven digital   synaptic operations · addition, of activations with a multiplication; in memory: the weight
 *                          once, the current twice
 *   dense digital          multiply-adds of every weight; in memory: the weight and the input
 *   seconds of both        (operations + neuron updates) / (lanes · clock)
 * </pre>
 *
 * Where what enters stands still, of all steps of a sample it is the first. Digital machines have the same neurons, and add up
 * spikes to pool, too. Their memories for weights and for potentials
 * are each the smallest that hold those of the whole network. Immutable and thread-safe; counters and work are not.
 */
public final class EnergyModel {
    private final List<LayerPlan> plans;
    private final Map<String, NodeWork> around; // by type of kinds without weights, at one step
    private final boolean isQuantised;
    private final EnergyAssumptions assumed;
    private final ArrayCosts array;
    private final DigitalCosts digital;
    private final AreaModel area;

    /**
     * A model of a network.
     *
     * @param graph the network; a part of what is placed will do
     * @param placed its cells, and what lies in memory instead
     * @param hardware how the array is built
     * @param constants what its parts take
     * @throws IllegalArgumentException where a node has work that nobody has counted, cells do not obey Ohm's law, or constants are missing
     */
    public EnergyModel(Graph graph, Placed placed, ArrayHardware hardware, EnergyConstants constants) {
        this(graph, placed, hardware, constants, false);
    }

    /**
     * The same of samples that may stand still.
     *
     * @param isStill whether every sample shows the same at all its steps: what follows from it alone is then done once
     */
    public EnergyModel(Graph graph, Placed placed, ArrayHardware hardware, EnergyConstants constants, boolean isStill) {
        this(
                plans(graph, placed, hardware, isStill),
                around(graph),
                !graph.nodesOf(Quantiser.class).isEmpty(),
                EnergyAssumptions.of(hardware, constants));
    }

    private EnergyModel(
            List<LayerPlan> plans, Map<String, NodeWork> around, boolean isQuantised, EnergyAssumptions assumed) {
        this.plans = plans;
        this.around = around;
        this.isQuantised = isQuantised;
        this.assumed = assumed;
        assumed.array().requireEnergyOf(assumed.hardware());
        assumed.digital().requireEnergyOf(assumed.hardware());
        for (final LayerPlan plan : plans) {
            if (assumed.hardware().silent() == ArrayHardware.SilentReads.SKIPPED && !plan.tellsZero()) {
                throw new IllegalArgumentException(
                        "node " + plan.node() + ": silent reads: expected converters that tell"
                                + " 0 for 0 where they are left out, found offsets, noise or a digital unit");
            }
        }
        this.digital = digital(assumed.digital(), assumed.traffic());
        this.area = new AreaModel(assumed.hardware(), assumed.array());
        this.array = new ArrayCosts(
                assumed.hardware(),
                assumed.array(),
                neurons(assumed.array()),
                digital(assumed.array(), EnergyAssumptions.WeightTraffic.EACH_OPERATION));
    }

    private static List<LayerPlan> plans(Graph graph, Placed placed, ArrayHardware hardware, boolean isStill) {
        final Peripherals peripherals = new Peripherals(graph, isStill);
        return graph.nodesOf(MatrixKind.class).stream()
                .map(node -> LayerPlan.of(graph, node, placed, peripherals, hardware))
                .toList();
    }

    private static Map<String, NodeWork> around(Graph graph) {
        final Map<String, NodeWork> around = new TreeMap<>();
        graph.nodes().stream()
                .filter(node -> !(node.kind() instanceof MatrixKind))
                .forEach(node -> around.merge(node.kind().type(), WorkOfKinds.of(graph, node.name()), NodeWork::plus));
        return around;
    }

    /**
     * What all nodes of a kind without weights take at one step, digitally on every machine; a part of what stands around layers.
     *
     * @param type the kind's name in files
     */
    public DigitalEnergy ofKind(String type) {
        final NodeWork work = around.getOrDefault(type, NodeWork.NONE);
        return new DigitalEnergy(
                work.additions() * assumed.array().of(EnergyConstant.ADD_JOULES)
                        + work.multiplications() * assumed.array().of(EnergyConstant.MULTIPLY_JOULES),
                work.accesses() * neurons(assumed.array()).stateJoules(),
                digital.seconds(work.units()));
    }

    private NeuronCosts neurons(EnergyConstants constants) {
        final long neurons =
                plans.stream().mapToLong(plan -> plan.layer().output().size()).sum();
        return new NeuronCosts(constants, constants.accessJoules(neurons), assumed.neurons());
    }

    private DigitalCosts digital(EnergyConstants constants, EnergyAssumptions.WeightTraffic traffic) {
        final long weights =
                plans.stream().mapToLong(plan -> plan.layer().weights()).sum();
        return new DigitalCosts(constants, constants.accessJoules(weights), traffic, neurons(constants));
    }

    /**
     * The same network, and the same counts, priced under other assumptions.
     *
     * @throws IllegalArgumentException where tiles are others, or silent reads are left out that may say something
     */
    public EnergyModel under(EnergyAssumptions others) {
        if (!others.hardware().geometry().equals(assumed.hardware().geometry())) {
            throw new IllegalArgumentException("energy: expected the tiles that work was counted on, "
                    + assumed.hardware().geometry() + ", found "
                    + others.hardware().geometry());
        }
        return new EnergyModel(plans, around, isQuantised, others);
    }

    /** What work is priced under. */
    public EnergyAssumptions priced() {
        return assumed;
    }

    /** A counter for one thread. */
    public WorkCounter newCounter() {
        return new WorkCounter(plans);
    }

    /** Empty sums. */
    public InferenceWork newWork() {
        return new InferenceWork(plans.size());
    }

    /** What the parts take. */
    public EnergyConstants constants() {
        return assumed.array();
    }

    /**
     * Energy of a mean inference.
     *
     * @param work what all of them did. Not modified.
     * @param inferences how many they were, at least 1
     */
    public EnergyReport report(InferenceWork work, long inferences) {
        if (inferences < 1) {
            throw new IllegalArgumentException("energy: expected at least 1 inference, found " + inferences);
        }
        final List<LayerEnergy> layers = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            layers.add(layer(plans.get(i), work.layers().get(i).at(assumed.activity()), inferences));
        }
        return new EnergyReport(inferences, (double) work.steps() / inferences, layers);
    }

    private LayerEnergy layer(LayerPlan plan, LayerWork work, double inferences) {
        return new LayerEnergy(
                plan.position(),
                plan.layer().type(),
                plan.isDigital(),
                plan.tiles(),
                counts(plan, work, inferences),
                array.of(plan, work).mean(inferences),
                digital.eventDriven(plan, work).mean(inferences),
                digital.dense(plan, work).mean(inferences),
                plan.writes(),
                area(plan));
    }

    private ArrayArea area(LayerPlan plan) {
        if (!area.missing().isEmpty()) {
            return null;
        }
        return plan.isDigital()
                ? ArrayArea.NONE
                : area.of(
                        plan.tiled().mapping(), plan.positions(), plan.around().neurons());
    }

    /** Constants without which area is not told, in their order; nothing where it is. */
    public List<EnergyConstant> missingOfArea() {
        return area.missing();
    }

    private LayerCounts counts(LayerPlan plan, LayerWork work, double inferences) {
        final TileCounts tiles = work.tiles();
        return new LayerCounts(
                work.spikes() / inferences,
                work.synapticOperations() / inferences,
                tiles.rowActivations() / inferences,
                tiles.cellsRead() / inferences,
                tiles.conversions() / inferences,
                tiles.silentConversions() / inferences,
                (array.additions(plan, work) + NeuronCosts.operations(plan, work)) / inferences,
                NeuronCosts.updates(plan, work) / inferences);
    }

    /** What the figures rest on beside constants and formulas, one sentence each. */
    public List<String> assumptions() {
        final ArrayHardware hardware = array.hardware();
        final List<String> all = new ArrayList<>(List.of(
                "constants that are assumptions: " + constants(assumed.array()::isAssumed),
                "array: tiles of " + hardware.geometry().rows() + " x "
                        + hardware.geometry().columns()
                        + " cells of one layer each, all tiles of a layer at once, one read after the other for each output"
                        + " position, layer after layer; " + silent(),
                "array: spikes are those of exact conversion; a converter takes its figure of merit times 2^bits and nothing"
                        + " for references and multiplexers, nor for amplifiers but columnWatts",
                "digital: " + (int) assumed.digital().of(EnergyConstant.WORD_BITS)
                        + "-bit numbers, an addition for each synaptic operation, pruned weights and inputs beside 1"
                        + " included" + (isGraded() ? ", with a multiplication where activations enter" : "")
                        + ", or a multiplication and an addition for every weight, position and step",
                "digital with memory: every operand is fetched where it is used, no caches and no reuse; without memory is"
                        + " what perfect reuse comes to",
                "all: every neuron is updated at every step, digitally; control, clocks, leakage, spike transport and the"
                        + " stop policy are left out, forming of cells too"));
        final String given = constants(assumed.array()::isGiven);
        if (!given.isEmpty()) {
            all.add("constants that were given: " + given);
        }
        if (area.missing().isEmpty()) {
            all.add(
                    "area: whole tiles, padding included; a converter takes its step's area times 2^bits; neurons have the fewest adders and"
                            + " multipliers that keep pace with reads, and bits of memory for what they keep; control, decoders,"
                            + " multiplexers, amplifiers, what programs cells, and layers in memory are left out");
        }
        if (isGraded()) {
            all.add("array: rows of zeros are not driven; the largest activation of a "
                    + (plans.stream().anyMatch(LayerPlan::isByToken) ? "token" : "step")
                    + " is a pulse as long as an input of 1,"
                    + " others are parts of it, told by as many bits as DACs that tokens drive or the quantiser before the layer have, or "
                    + Entering.BITS
                    + "; nothing is saved where converters round by themselves: norms and quantisers are"
                    + " digital everywhere");
        }
        final List<String> once =
                plans.stream().filter(LayerPlan::isStill).map(LayerPlan::node).toList();
        if (!once.isEmpty()) {
            all.add("all: " + String.join(", ", once)
                    + " see the same at all steps of a sample and are computed once, with what stands around them");
        }
        final List<String> beside =
                plans.stream().filter(LayerPlan::isDigital).map(LayerPlan::node).toList();
        if (!beside.isEmpty()) {
            all.add("array: " + String.join(", ", beside)
                    + " lie in memory beside it and are computed digitally, event by event");
            all.add("all: norms are a multiplication and an addition for each number, not folded into weights or"
                    + " thresholds; a function that is no straight line is a table of lines; inputs of both signs are"
                    + " pulses of both signs");
        }
        return List.copyOf(all);
    }

    private String silent() {
        final List<String> taking = plans.stream()
                .filter(plan -> !plan.isDigital() && !plan.skips(array.hardware()))
                .map(LayerPlan::node)
                .toList();
        return taking.isEmpty()
                ? "reads that no row of a tile drives are left out, as a wire along its rows tells; all others convert every"
                        + " column"
                : "every column is converted in every read, silent or not"
                        + (taking.size() == plans.size() ? "" : ", of " + String.join(", ", taking));
    }

    /** Whether activations that were rounded enter a layer. */
    public boolean isQuantised() {
        return isQuantised;
    }

    private boolean isGraded() {
        return plans.stream().anyMatch(plan -> plan.entering().isGraded());
    }

    private String constants(Predicate<EnergyConstant> which) {
        return Arrays.stream(EnergyConstant.values())
                .filter(which)
                .map(constant -> constant.key() + " " + assumed.array().of(constant) + " " + constant.unit())
                .collect(Collectors.joining(", "));
    }
}
