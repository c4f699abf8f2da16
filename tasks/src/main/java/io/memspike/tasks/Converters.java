package io.memspike.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.ConvertedSynapses;
import io.memspike.memristor.converter.Dac;
import io.memspike.memristor.converter.DacDriver;
import io.memspike.memristor.converter.DrivenSynapses;
import io.memspike.memristor.digital.PostProcessedReadout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Converters with the full scales of each node, ready to stand around synapses. Immutable and thread-safe. */
public final class Converters {
    /** No converters: currents pass as they are. */
    public static final Converters NONE = new Converters(ConverterPlan.EXACT, Map.of(), Map.of(), Map.of(), 0);

    /** A model's metadata that holds its ADCs' full scales: a JSON object of numbers by node. */
    private static final String FULL_SCALES = "adcFullScales";

    /** The same of its DACs. */
    private static final String INPUT_SCALES = "dacFullScales";

    private final ConverterPlan plan;
    private final Map<String, Double> fullScales; // by node
    private final Map<String, Double> inputScales;
    private final Map<String, AdcReadout> readouts = new TreeMap<>(); // of effective weights
    private final Map<String, Integer> positions; // of nodes in their graph: what their mismatch is drawn by
    private final long seed;

    private Converters(
            ConverterPlan plan,
            Map<String, Integer> positions,
            Map<String, Double> fullScales,
            Map<String, Double> inputScales,
            long seed) {
        this.plan = plan;
        this.fullScales = new TreeMap<>(fullScales);
        this.inputScales = new TreeMap<>(inputScales);
        this.positions = positions;
        this.seed = seed;
        fullScales.keySet().forEach(node -> readouts.put(node, readout(node, 1)));
    }

    private AdcReadout readout(String node, double unit) {
        return new AdcReadout(plan.adc(), fullScales.get(node) / unit, seed, positions.get(node));
    }

    private static Map<String, Integer> positions(Graph graph) {
        final Map<String, Integer> positions = new TreeMap<>();
        graph.nodes().forEach(node -> positions.put(node.name(), graph.position(node.name())));
        return positions;
    }

    /**
     * Converters of given full scales.
     *
     * @param plan what each is like
     * @param graph whose nodes they stand around
     * @param fullScales of ADCs by node, above 0, in effective weights; other nodes get none
     * @param inputScales of DACs by node, above 0; other nodes get none
     * @param seed seed of mismatch and noise
     */
    public static Converters of(
            ConverterPlan plan,
            Graph graph,
            Map<String, Double> fullScales,
            Map<String, Double> inputScales,
            long seed) {
        return of(plan, positions(graph), fullScales, inputScales, seed);
    }

    private static Converters of(
            ConverterPlan plan,
            Map<String, Integer> positions,
            Map<String, Double> fullScales,
            Map<String, Double> inputScales,
            long seed) {
        return new Converters(
                plan,
                positions,
                plan.bits() == 0 ? Map.of() : fullScales,
                plan.dacBits() == 0 ? Map.of() : inputScales,
                seed);
    }

    /**
     * The converters that a model was trained with, {@link #NONE} where there were none.
     *
     * @throws IllegalArgumentException where its metadata cannot be understood
     */
    public static Converters trainedWith(Model model) {
        final String trainedWith = model.metadata().get(PlanJson.KEY);
        final Map<String, Double> fullScales = scales(model, FULL_SCALES);
        final Map<String, Double> inputScales = scales(model, INPUT_SCALES);
        if (fullScales.isEmpty() && inputScales.isEmpty()) {
            return NONE;
        }
        final ClassifierPlan training = trainedWith == null ? null : ClassifierPlan.ofJson(trainedWith);
        if (training == null || training.converters() == null) {
            throw new IllegalArgumentException(PlanJson.KEY + ": expected the plan of the converters that "
                    + (fullScales.isEmpty() ? INPUT_SCALES : FULL_SCALES) + " are of, found none");
        }
        return of(training.converters(), model.graph(), fullScales, inputScales, training.seed());
    }

    private static Map<String, Double> scales(Model model, String key) {
        final Map<String, Double> scales = new TreeMap<>();
        try {
            final StrictJson json = StrictJson.parse(key, model.metadata().getOrDefault(key, "{}"));
            for (final Map.Entry<String, StrictJson> each :
                    json.fields("numbers by node").entrySet()) {
                scales.put(node(model, key, each.getKey()), scale(each.getValue()));
            }
        } catch (FileFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return scales;
    }

    private static String node(Model model, String key, String name) throws FileFormatException {
        if (!model.graph().has(name) || !(model.graph().node(name).kind() instanceof MatrixKind)) {
            throw new FileFormatException(key, "field " + name, "the name of a node with weights", "'" + name + "'");
        }
        return name;
    }

    private static double scale(StrictJson json) throws FileFormatException {
        if (!(json.number() > 0)) {
            throw json.refusal("a number above 0");
        }
        return json.number();
    }

    /** Puts the full scales into a model's metadata. */
    void describe(Map<String, String> metadata) {
        describe(FULL_SCALES, fullScales, metadata);
        describe(INPUT_SCALES, inputScales, metadata);
    }

    private static void describe(String key, Map<String, Double> scales, Map<String, String> metadata) {
        if (scales.isEmpty()) {
            return;
        }
        try {
            metadata.put(key, JsonMapper.builder().build().writeValueAsString(scales));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers can be written", e);
        }
    }

    /** The same converters with another digital unit behind them; null for none. */
    public Converters with(DigitalUnit digital) {
        return of(plan.with(digital), positions, fullScales, inputScales, seed);
    }

    /** What each converter is like. */
    public ConverterPlan plan() {
        return plan;
    }

    /** Full scales of ADCs by node, in effective weights. A copy. */
    public Map<String, Double> fullScales() {
        return new TreeMap<>(fullScales);
    }

    /** Full scales of DACs by node. A copy. */
    public Map<String, Double> inputScales() {
        return new TreeMap<>(inputScales);
    }

    /** A node's synapses, of one tile and effective weights, with its converters; as they are where it has none. */
    public Synapses behind(String node, Synapses exact) {
        final AdcReadout readout = readouts.get(node);
        final Synapses driven = driven(node, exact);
        return readout == null
                ? driven
                : new ConvertedSynapses(
                        driven, corrected(readout, List.of(exact.output().channels())));
    }

    /** Nodes with their converters. */
    public Substrate around(ReadWiring reads) {
        return (node, matrix) -> driven(node.name(), reads.connect(node, matrix, readout(node.name(), matrix, reads)));
    }

    private ColumnReadout readout(String node, Matrix matrix, ReadWiring reads) {
        return fullScales.containsKey(node)
                ? corrected(readout(node, reads.unit(matrix)), reads.columns(matrix))
                : ColumnReadout.EXACT;
    }

    /** A node read by something else, its rows driven by its DACs. */
    Synapses observed(Node node, Matrix matrix, ReadWiring reads, ColumnReadout readout) {
        return driven(node.name(), reads.connect(node, matrix, readout));
    }

    private ColumnReadout corrected(AdcReadout readout, List<Integer> columns) {
        return plan.digital() == null
                ? readout
                : PostProcessedReadout.correcting(
                        readout, columns, plan.digital().format(plan.bits()));
    }

    private Synapses driven(String node, Synapses synapses) {
        final Double scale = inputScales.get(node);
        return scale == null
                ? synapses
                : new DrivenSynapses(synapses, new DacDriver(Dac.unipolar(plan.dacBits()), scale));
    }
}
