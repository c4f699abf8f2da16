package io.memspike.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Histograms of nanoseconds as commands report them. */
public final class Latencies {
    private Latencies() {}

    /** The value of {@code latencyMicros} in JSON. */
    public static Map<String, Double> row(Histogram nanos) {
        final Map<String, Double> micros = new LinkedHashMap<>();
        micros.put("p50", micros(nanos, 50));
        micros.put("p90", micros(nanos, 90));
        micros.put("p99", micros(nanos, 99));
        micros.put("p999", micros(nanos, 99.9));
        micros.put("max", micros(nanos, 100));
        return micros;
    }

    public static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
