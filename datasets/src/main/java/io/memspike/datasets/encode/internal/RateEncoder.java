package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import java.util.Map;

/**
 * Rate coding: at each step, each pixel fires by itself with probability {@code rate} times its value in [0, 1]
 * (Bernoulli). Step t of T shows frame ⌊t·F/T⌋ of a series of F frames, and a still image all the time.
 */
@AutoService(Encoder.class)
public final class RateEncoder implements Encoder {
    private static final String RATE = "rate";

    /** Found by its name. */
    public RateEncoder() {}

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(RATE, 1.0);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final double rate = how.parameter(RATE);
        if (!(rate > 0 && rate <= 1)) {
            throw Encoding.refuse(name(), "a rate above 0, at most 1", Double.toString(rate));
        }
        return new Encoded(source, how, rate, RandomStream.of(seed, "rate").nextLong());
    }

    private static final class Encoded extends EncodedSamples {
        private final double rate;
        private final long key;

        Encoded(Samples source, Encoding how, double rate, long key) {
            super(source, source.shape(), how);
            this.rate = rate;
            this.key = key;
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            final long begin = RandomStream.draw(key, sample);
            final int size = from.shape().size();
            for (int t = 0; t < into.steps(); t++) {
                final SpikeList frame = from.step((int) ((long) t * from.steps() / into.steps()));
                final SpikeList spikes = into.step(t);
                for (int e = 0; e < frame.size(); e++) {
                    final int i = frame.index(e);
                    if (RandomStream.drawDouble(begin, (long) t * size + i) < rate * frame.value(e)) {
                        spikes.add(i, 1f);
                    }
                }
            }
        }
    }
}
