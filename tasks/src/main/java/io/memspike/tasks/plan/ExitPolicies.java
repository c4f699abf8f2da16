package io.memspike.tasks.plan;

import io.memspike.core.ExitPolicy;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.earlyexit.SoftmaxPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stop rules as options name them, and as a classifier's file keeps its own. */
public final class ExitPolicies {
    /** What {@code --early-stop} takes. */
    public static final String LABEL = "THRESHOLD|model|off";

    /** What it means, for plans. */
    public static final String SAYS =
            "stop each inference once the policy's score exceeds this, in [0, 1]; `model` by the rule and threshold that"
                    + " `calibrate --out` has put into its file";

    /** Key of a classifier's own rule in its metadata, such as {@code confidence:0.9}. */
    public static final String KEY = "earlyStop";

    private static final String OWN = "model";

    private ExitPolicies() {}

    /** Refuses what is no rule. */
    public static void require(String policy, String earlyStop) {
        of(policy, earlyStop.equals(OWN) ? "off" : earlyStop);
    }

    /**
     * The rule of a command line; null for {@code off}.
     *
     * @param file where the model is from, for messages
     * @throws FileFormatException where the model is to have its own and has none
     */
    public static ExitPolicy of(String policy, String earlyStop, Path file, Model model) throws FileFormatException {
        return earlyStop.equals(OWN) ? own(file, model) : of(policy, earlyStop);
    }

    private static ExitPolicy of(String policy, String earlyStop) {
        if (earlyStop.equals("off")) {
            SoftmaxPolicy.of(policy, 1f); // refuses an unknown rule
            return null;
        }
        try {
            return SoftmaxPolicy.of(policy, Float.parseFloat(earlyStop));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--early-stop: expected a threshold in [0, 1], model or off, found '" + earlyStop + "'", e);
        }
    }

    private static ExitPolicy own(Path file, Model model) throws FileFormatException {
        final String text = model.metadata().get(KEY);
        if (text == null) {
            throw new FileFormatException(
                    file, "metadata " + KEY, "the early stop of a calibrated classifier (calibrate --out)", "none");
        }
        try {
            final int colon = text.indexOf(':');
            return SoftmaxPolicy.of(text.substring(0, Math.max(colon, 0)), Float.parseFloat(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(
                    file, "metadata " + KEY, "a rule and its threshold, as confidence:0.9", "'" + text + "'");
        }
    }

    /** The model with a rule of its own. */
    public static Model with(Model model, String policy, float threshold) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(KEY, policy + ":" + threshold);
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }
}
