package io.memspike.tasks.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.neurobench.NeuroBench;
import io.memspike.tasks.plan.LatencyMicros;
import io.memspike.tasks.plan.Precision;
import java.nio.file.Path;

/** What a classifier achieved; the components say what they mean. */
public record EvaluateResult(
        @Means("share of samples classified rightly, in [0, 1]")
        double accuracy,

        @Means("mean steps until the decision") double meanSteps,
        @Means("steps of a sample") int steps,
        @Means("number of samples") int samples,
        @Means("throughput of the pipeline") double samplesPerSecond,

        @Means("from events to decision, one sample at a time, in µs; over at most 500 samples")
        LatencyMicros latencyMicros,

        @Means("weights added to a current, mean over the samples")
        double synapticOpsPerSample,

        @Means("`simd` or `scalar`") String kernels,
        @Means("inference threads") int threads,

        @Means("noise of each read, as given or as the file says")
        double readNoise,

        @Means("`FLOAT` or `INT8`, as given or as the file says")
        Precision precision,

        @JsonUnwrapped ConverterFigures converters,

        @Means("accuracy with the digital unit in floating point; null without a unit in fixed point")
        Double accuracyFloatingPoint,

        @Means("what fixed point costs, in percentage points; null without a unit in fixed point")
        Double digitalDropPoints,

        @Means("whether the converters are those that the model was trained with")
        boolean convertersAsTrained,

        @Means("the directory of `--out`, or null") Path recorded,

        @Means("the seed (of read noise and conversion noise)")
        long seed,

        NeuroBench neuroBench,
        @JsonIgnore KernelsLookup.Choice choice,
        @JsonIgnore Placement placement) {}
