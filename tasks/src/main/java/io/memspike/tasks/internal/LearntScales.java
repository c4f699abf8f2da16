package io.memspike.tasks.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.topology.parameter.Adam;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Full scales of ADCs that are learnt: by their logarithms, since what a scale is changed by is a part of itself, without decay. A checkpoint holds them with their moments. One thread.
 */
public final class LearntScales {
    /**
     * Times the rate of all else: there is one scale to thousands of scores. Held-out digits of 2,000, mlp, 3 bits of strength 0.8,
     * 8,000 digits for 3 epochs after 5 without converters: 96.2 % at 10, 96.1 at 30, and a larger loss at 1.
     */
    private static final double HASTE = 10;

    /** Key of a checkpoint's metadata. */
    public static final String STATE = "adcScaleState";

    private static final String STATE_FORM =
            "a logarithm, two moments and the logarithm of the best epoch if there is one";

    private final Map<String, Learner> logarithms = new TreeMap<>(); // by node
    private final Map<String, Float> best = new TreeMap<>(); // logarithms by node; empty before the first epoch

    /** Begins with what was observed. */
    public static LearntScales of(FullScales observed) {
        final LearntScales learnt = new LearntScales();
        observed.columns().forEach((node, scale) -> learnt.put(node, (float) StrictMath.log(scale), new Adam(1)));
        return learnt;
    }

    /** Those of a checkpoint; null where it has none. */
    public static LearntScales of(Model checkpoint) throws FileFormatException {
        final String text = checkpoint.metadata().get(STATE);
        if (text == null) {
            return null;
        }
        final LearntScales learnt = new LearntScales();
        final StrictJson json = StrictJson.parse(STATE, text);
        for (final Map.Entry<String, StrictJson> each :
                json.fields("numbers by node").entrySet()) {
            final List<StrictJson> numbers = each.getValue().elements(STATE_FORM);
            if (numbers.size() != 3 && numbers.size() != 4) {
                throw each.getValue().refusal(STATE_FORM, numbers.size() + " numbers");
            }
            final float[] first = {numbers.get(1).floatNumber()};
            final float[] second = {numbers.get(2).floatNumber()};
            learnt.put(each.getKey(), numbers.get(0).floatNumber(), new Adam(first, second));
            if (numbers.size() == 4) {
                learnt.best.put(each.getKey(), numbers.get(3).floatNumber());
            }
        }
        return learnt;
    }

    private void put(String node, float logarithm, Adam adam) {
        logarithms.put(node, new Learner(new Parameters.Trained(new float[] {logarithm}, 1f), adam));
    }

    /**
     * One update.
     *
     * @param gradients ∂L/∂scale by node
     * @param rule step size
     */
    public void update(Map<String, Double> gradients, UpdateRule rule) {
        final UpdateRule plain = new UpdateRule(rule.step(), HASTE * rule.learningRate(), 0, Optimiser.ADAM);
        gradients.forEach((node, gradient) ->
                logarithms.get(node).update(new float[] {(float) (gradient * scale(node))}, 0, 1, plain));
    }

    /** As they are now, with the rest of others. */
    public FullScales in(FullScales others) {
        final Map<String, Double> columns = new TreeMap<>();
        logarithms.keySet().forEach(node -> columns.put(node, scale(node)));
        return new FullScales(columns, others.rows(), others.signed(), others.seed());
    }

    /** Keeps them as those of the best epoch. */
    public void keep() {
        logarithms.forEach(
                (node, learner) -> best.put(node, learner.parameters().values()[0]));
    }

    /** Brings those of the best epoch back. */
    public void restore() {
        best.forEach((node, kept) -> logarithms.get(node).parameters().values()[0] = kept);
    }

    private double scale(String node) {
        return StrictMath.exp(logarithms.get(node).parameters().values()[0]);
    }

    /** Puts all that a resumption needs into metadata. */
    public void describe(Map<String, String> metadata) {
        final Map<String, float[]> state = new TreeMap<>();
        logarithms.forEach((node, learner) -> {
            final float now = learner.parameters().values()[0];
            final float first = learner.adam().firstMoment()[0];
            final float second = learner.adam().secondMoment()[0];
            state.put(
                    node,
                    best.isEmpty()
                            ? new float[] {now, first, second}
                            : new float[] {now, first, second, best.get(node)});
        });
        try {
            metadata.put(STATE, JsonMapper.builder().build().writeValueAsString(state));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names can be written", e);
        }
    }
}
