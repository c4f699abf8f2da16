package io.memspike.tasks.evaluate;

import io.memspike.core.ExitPolicy;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.tasks.array.NormRecalibration;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.EncoderChoice;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Precision;
import java.nio.file.Path;
import java.util.List;

/** How a classifier is evaluated; the components say what they mean, and are null where nothing is asked for. */
public record EvaluatePlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        DataChoice data,
        EncoderChoice encode,

        @Option(label = "FILE", says = "an event file, instead of a data set")
        Path events,

        @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
        int samples,

        @Option(label = "train|test", says = "which part of the data set", otherwise = "test")
        Split split,

        @Option(label = ExitPolicies.LABEL, says = ExitPolicies.SAYS, otherwise = "off")
        String earlyStop,

        @Option(label = "confidence|margin|entropy", says = "the early-stop rule", otherwise = "confidence")
        String policy,

        @Option(
                label = "SIGMA",
                says = "noise of each read as a fraction of each cell's conductance",
                shown = "0, or as the model's file says")
        Double readNoise,

        @Option(
                label = "float|int8",
                says =
                        "what weights are and add up in: int8 rounds them to 8 bits, and sums are exact in whole numbers",
                shown = "float, or as the model's file says")
        Precision precision,

        ConverterChoice converters,

        @Option(
                label = "N",
                says =
                        "renew the statistics of batch norms on the hardware at hand first, by the first N training samples, or the first"
                                + " N of --events",
                shown = "as they were trained")
        Integer recalibrate,

        @Option(
                written = true,
                label = "FILE",
                says = "write the read-out of every step as safetensors: `logits` F32 [N, T, classes]")
        Path logits,

        @Option(
                label = "NODE",
                says =
                        "write what these nodes do at every step as [NumPy arrays](files.md#recordings-of-nodes): spikes,"
                                + " rates and membranes",
                split = ",")
        List<String> record,

        @Option(written = true, label = "DIR", says = "the directory of these arrays, a new one")
        Path out,

        @Option(label = "MS", says = "width of a step of an event file, for the execution rate (a data set's: 30)")
        Double binMs,

        long seed) {
    /** Refuses what contradicts itself. */
    public EvaluatePlan {
        record = record == null ? null : List.copyOf(record);
        ExitPolicies.require(policy, earlyStop);
        final boolean stops = !earlyStop.equals("off");
        if (logits != null && stops) {
            throw new IllegalArgumentException(
                    "--logits needs every step: expected --early-stop off, found " + earlyStop);
        }
        NormRecalibration.requireSamples(recalibrate);
        if (events != null && data.isGiven()) {
            throw new IllegalArgumentException("expected one of --dataset and --events, found both");
        }
        if (events != null && split != Split.TEST) {
            throw new IllegalArgumentException("--split: expected a data set, found --events");
        }
        if (events != null && encode.isGiven()) {
            throw new IllegalArgumentException(EncoderChoice.OPTIONS + ": expected a data set, found --events");
        }
        if (binMs != null && (events == null || !(binMs > 0 && binMs < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("--bin-ms: expected a time above 0 and --events, found " + binMs);
        }
        if ((record == null) != (out == null)) {
            throw new IllegalArgumentException("expected --record and --out together, found one of them");
        }
        if (record != null && stops) {
            throw new IllegalArgumentException(
                    "--record needs every step: expected --early-stop off, found " + earlyStop);
        }
    }

    /** When to stop; null for never. */
    ExitPolicy exit(Model of) throws FileFormatException {
        return ExitPolicies.of(policy, earlyStop, model, of);
    }
}
