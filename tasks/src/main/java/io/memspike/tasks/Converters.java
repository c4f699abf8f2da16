package io.memspike.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.StrictJson;
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

/** Converters with the full scales of each layer, ready to stand around synapses. Immutable and thread-safe. */
public final class Converters {
    /** No converters: currents pass as they are. */
    public static final Converters NONE = new Converters(ConverterPlan.EXACT, Map.of(), Map.of(), 0);

    /** A model's metadata that holds its ADCs' full scales: a JSON object of numbers by layer position. */
    private static final String FULL_SCALES = "adcFullScales";

    /** The same of its DACs. */
    private static final String INPUT_SCALES = "dacFullScales";

    private final ConverterPlan plan;
    private final Map<Integer, Double> fullScales; // by position of the layer
    private final Map<Integer, Double> inputScales;
    private final Map<Integer, AdcReadout> readouts = new TreeMap<>(); // of effective weights
    private final long seed;

    private Converters(
            ConverterPlan plan, Map<Integer, Double> fullScales, Map<Integer, Double> inputScales, long seed) {
        this.plan = plan;
        this.fullScales = new TreeMap<>(fullScales);
        this.inputScales = new TreeMap<>(inputScales);
        this.seed = seed;
        fullScales.keySet().forEach(position -> readouts.put(position, readout(position, 1)));
    }

    private AdcReadout readout(int position, double unit) {
        return new AdcReadout(plan.adc(), fullScales.get(position) / unit, seed, position);
    }

    /**
     * Converters of given full scales.
     *
     * @param plan what each is like
     * @param fullScales of ADCs by position of the layer, above 0, in effective weights; other layers get none
     * @param inputScales of DACs by position of the layer, above 0; other layers get none
     * @param seed seed of mismatch and noise
     */
    public static Converters of(
            ConverterPlan plan, Map<Integer, Double> fullScales, Map<Integer, Double> inputScales, long seed) {
        return new Converters(
                plan, plan.bits() == 0 ? Map.of() : fullScales, plan.dacBits() == 0 ? Map.of() : inputScales, seed);
    }

    /**
     * The converters that a model was trained with, {@link #NONE} where there were none.
     *
     * @throws IllegalArgumentException where its metadata cannot be understood
     */
    public static Converters trainedWith(Model model) {
        final String trainedWith = model.metadata().get(PlanJson.KEY);
        final Map<Integer, Double> fullScales = scales(model, FULL_SCALES);
        final Map<Integer, Double> inputScales = scales(model, INPUT_SCALES);
        if (fullScales.isEmpty() && inputScales.isEmpty()) {
            return NONE;
        }
        final ClassifierPlan training = trainedWith == null ? null : ClassifierPlan.ofJson(trainedWith);
        if (training == null || training.converters() == null) {
            throw new IllegalArgumentException(PlanJson.KEY + ": expected the plan of the converters that "
                    + (fullScales.isEmpty() ? INPUT_SCALES : FULL_SCALES) + " are of, found none");
        }
        return of(training.converters(), fullScales, inputScales, training.seed());
    }

    private static Map<Integer, Double> scales(Model model, String key) {
        final Map<Integer, Double> scales = new TreeMap<>();
        try {
            final StrictJson json = StrictJson.parse(key, model.metadata().getOrDefault(key, "{}"));
            for (final Map.Entry<String, StrictJson> each :
                    json.fields("numbers by layer position").entrySet()) {
                scales.put(position(model, key, each.getKey()), scale(each.getValue()));
            }
        } catch (FileFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return scales;
    }

    private static int position(Model model, String key, String name) throws FileFormatException {
        for (final int position : model.weights().keySet()) {
            if (name.equals(Integer.toString(position))) {
                return position;
            }
        }
        throw new FileFormatException(key, "field " + name, "the position of a layer with weights", "'" + name + "'");
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

    private static void describe(String key, Map<Integer, Double> scales, Map<String, String> metadata) {
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
        return of(plan.with(digital), fullScales, inputScales, seed);
    }

    /** What each converter is like. */
    public ConverterPlan plan() {
        return plan;
    }

    /** Full scales of ADCs by position of the layer, in effective weights. A copy. */
    public Map<Integer, Double> fullScales() {
        return new TreeMap<>(fullScales);
    }

    /** Full scales of DACs by position of the layer. A copy. */
    public Map<Integer, Double> inputScales() {
        return new TreeMap<>(inputScales);
    }

    /** A layer's synapses, of one tile and effective weights, with its converters; as they are where it has none. */
    public Synapses behind(int position, Synapses exact) {
        final AdcReadout readout = readouts.get(position);
        final Synapses driven = driven(position, exact);
        return readout == null
                ? driven
                : new ConvertedSynapses(
                        driven, corrected(readout, List.of(exact.output().channels())));
    }

    /** Layers with their converters. */
    public Network.Wiring around(ReadWiring reads) {
        return (position, layer, input) ->
                driven(position, reads.connect(position, layer, input, readout(position, layer, reads)));
    }

    private ColumnReadout readout(int position, LayerSpec.Weighted layer, ReadWiring reads) {
        return fullScales.containsKey(position)
                ? corrected(readout(position, reads.unit(layer)), reads.columns(layer))
                : ColumnReadout.EXACT;
    }

    /** A layer read by something else, its rows driven by its DACs. */
    Synapses observed(int position, LayerSpec.Weighted layer, Shape input, ReadWiring reads, ColumnReadout readout) {
        return driven(position, reads.connect(position, layer, input, readout));
    }

    private ColumnReadout corrected(AdcReadout readout, List<Integer> columns) {
        return plan.digital() == null
                ? readout
                : PostProcessedReadout.correcting(
                        readout, columns, plan.digital().format(plan.bits()));
    }

    private Synapses driven(int position, Synapses synapses) {
        final Double scale = inputScales.get(position);
        return scale == null
                ? synapses
                : new DrivenSynapses(synapses, new DacDriver(Dac.unipolar(plan.dacBits()), scale));
    }
}
