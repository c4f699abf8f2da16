package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import java.util.Map;

/**
 * Latency coding of still images: each pixel with a value v above {@code threshold} fires once, the brighter the earlier:
 * at step {@code ⌊steps · (1 − v) / (1 − threshold)⌋}, or the last.
 */
@AutoService(Encoder.class)
public final class LatencyEncoder implements Encoder {
    private static final String THRESHOLD = "threshold";

    /** Found by its name. */
    public LatencyEncoder() {}

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(THRESHOLD, 0.0);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final double threshold = how.parameter(THRESHOLD);
        if (!(threshold >= 0 && threshold < 1)) {
            throw Encoding.refuse(name(), "a threshold in [0, 1)", Double.toString(threshold));
        }
        if (source.steps() != 1) {
            throw Encoding.refuse(name(), "still images", "series of " + source.steps() + " frames");
        }
        return new Encoded(source, how, threshold);
    }

    private static final class Encoded extends EncodedSamples {
        private final double threshold;

        Encoded(Samples source, Encoding how, double threshold) {
            super(source, source.shape(), how);
            this.threshold = threshold;
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            final SpikeList image = from.step(0);
            for (int e = 0; e < image.size(); e++) {
                final double value = image.value(e);
                if (value > threshold) {
                    final int step = (int) (into.steps() * (1 - value) / (1 - threshold));
                    into.step(Math.min(step, into.steps() - 1)).add(image.index(e), 1f);
                }
            }
        }
    }
}
