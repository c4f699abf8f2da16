package io.memspike.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ConvertedSynapses;
import java.util.Map;
import java.util.TreeMap;

/** Converters with the full scale of each layer, ready to stand behind synapses. Immutable and thread-safe. */
public final class Converters {
    /** No converters: currents pass as they are. */
    public static final Converters NONE = new Converters(null, Map.of(), 0);

    /** A model's metadata that holds its full scales: a JSON object of numbers by layer position. */
    private static final String FULL_SCALES = "adcFullScales";

    private final ConverterPlan plan;
    private final Map<Integer, Double> fullScales; // by position of the layer
    private final Map<Integer, AdcReadout> readouts = new TreeMap<>();

    private Converters(ConverterPlan plan, Map<Integer, Double> fullScales, long seed) {
        this.plan = plan;
        this.fullScales = new TreeMap<>(fullScales);
        fullScales.forEach(
                (position, scale) -> readouts.put(position, new AdcReadout(plan.adc(), scale, seed, position)));
    }

    /**
     * Converters of given full scales.
     *
     * @param plan what each is like
     * @param fullScales by position of the layer, above 0, in effective weights; other layers get none
     * @param seed seed of their noise
     */
    public static Converters of(ConverterPlan plan, Map<Integer, Double> fullScales, long seed) {
        return new Converters(plan, fullScales, seed);
    }

    /**
     * The converters that a model was trained with, {@link #NONE} where there were none.
     *
     * @throws IllegalArgumentException where its metadata cannot be understood
     */
    public static Converters trainedWith(Model model) {
        final String trainedWith = model.metadata().get("trainedWith");
        final String scales = model.metadata().get(FULL_SCALES);
        if (trainedWith == null || scales == null) {
            return NONE;
        }
        final ClassifierPlan training = ClassifierPlan.ofJson(trainedWith);
        if (training.converters() == null) {
            return NONE;
        }
        try {
            return of(
                    training.converters(),
                    JsonMapper.builder().build().readValue(scales, new TypeReference<Map<Integer, Double>>() {}),
                    training.seed());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    FULL_SCALES + ": expected numbers by layer position, found " + scales, e);
        }
    }

    /** Puts the full scales into a model's metadata. */
    void describe(Map<String, String> metadata) {
        if (fullScales.isEmpty()) {
            return;
        }
        try {
            metadata.put(FULL_SCALES, JsonMapper.builder().build().writeValueAsString(fullScales));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers can be written", e);
        }
    }

    /** What each converter is like; null for {@link #NONE}. */
    public ConverterPlan plan() {
        return plan;
    }

    /** Full scales by position of the layer, in effective weights. A copy. */
    public Map<Integer, Double> fullScales() {
        return new TreeMap<>(fullScales);
    }

    /** A layer's synapses with its converters behind them; as they are where it has none. */
    public Synapses behind(int position, Synapses exact) {
        final AdcReadout readout = readouts.get(position);
        return readout == null ? exact : new ConvertedSynapses(exact, readout);
    }
}
