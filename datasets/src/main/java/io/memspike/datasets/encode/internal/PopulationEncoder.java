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
 * Population coding: each value, 0 too, is shown to neurons with {@linkplain ReceptiveFields receptive fields}. Those whose
 * response r is above {@code threshold} fire: once, the stronger the earlier, at step
 * {@code ⌊steps · (1 − r) / (1 − threshold)⌋}, or the last; or, where there is a {@code rate}, at each step with probability
 * {@code rate · r}, step t of T showing frame ⌊t·F/T⌋ of F.
 */
@AutoService(Encoder.class)
public final class PopulationEncoder implements Encoder {
    private static final String NEURONS = "neurons";
    private static final String THRESHOLD = "threshold";
    private static final String RATE = "rate";
    private static final int MOST_NEURONS = 1_000;

    /** Half a spacing from a centre, and no value is further from the nearest, the response is exp(−9/32) = 0.7548. */
    private static final double MOST_THRESHOLD = 0.75;

    /** Found by its name. */
    public PopulationEncoder() {}

    @Override
    public String name() {
        return "population";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(NEURONS, 10.0, THRESHOLD, 0.1, RATE, 0.0);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final double neurons = how.parameter(NEURONS);
        if (!(neurons >= 3 && neurons <= MOST_NEURONS && neurons == Math.rint(neurons))) {
            throw Encoding.refuse(name(), "whole neurons from 3 to " + MOST_NEURONS, Double.toString(neurons));
        }
        final double threshold = how.parameter(THRESHOLD);
        if (!(threshold >= 0 && threshold <= MOST_THRESHOLD)) {
            throw Encoding.refuse(name(), "a threshold from 0 to " + MOST_THRESHOLD, Double.toString(threshold));
        }
        final double rate = how.parameter(RATE);
        if (!(rate >= 0 && rate <= 1)) {
            throw Encoding.refuse(name(), "a rate from 0 to 1", Double.toString(rate));
        }
        final ReceptiveFields fields = new ReceptiveFields(source.shape(), (int) neurons);
        if (rate > 0) {
            final long key = RandomStream.of(seed, "population").nextLong();
            return new Rates(source, how, fields, threshold, rate, key);
        }
        if (source.steps() != 1) {
            throw Encoding.refuse(
                    name(), "still images, or a rate above 0", "series of " + source.steps() + " frames and none");
        }
        return new Latencies(source, how, fields, threshold);
    }

    private abstract static class Population extends EncodedSamples {
        private final ReceptiveFields fields;
        private final ThreadLocal<double[]> room;
        final double threshold;

        Population(Samples source, Encoding how, ReceptiveFields fields, double threshold) {
            super(source, fields.shape(), how);
            this.fields = fields;
            this.threshold = threshold;
            this.room = ThreadLocal.withInitial(() -> new double[fields.shape().size()]);
        }

        final double[] responses(SpikeList frame) {
            final double[] responses = room.get();
            fields.respond(frame, responses);
            return responses;
        }
    }

    private static final class Latencies extends Population {
        Latencies(Samples source, Encoding how, ReceptiveFields fields, double threshold) {
            super(source, how, fields, threshold);
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            final double[] responses = responses(from.step(0));
            for (int i = 0; i < responses.length; i++) {
                if (responses[i] > threshold) {
                    final int step = (int) (into.steps() * (1 - responses[i]) / (1 - threshold));
                    into.step(Math.min(step, into.steps() - 1)).add(i, 1f);
                }
            }
        }
    }

    private static final class Rates extends Population {
        private final double rate;
        private final long key;

        Rates(Samples source, Encoding how, ReceptiveFields fields, double threshold, double rate, long key) {
            super(source, how, fields, threshold);
            this.rate = rate;
            this.key = key;
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            final long begin = RandomStream.draw(key, sample);
            double[] responses = null;
            int shown = -1;
            for (int t = 0; t < into.steps(); t++) {
                final int frame = (int) ((long) t * from.steps() / into.steps());
                if (frame != shown) {
                    responses = responses(from.step(frame));
                    shown = frame;
                }
                for (int i = 0; i < responses.length; i++) {
                    final long number = (long) t * responses.length + i; // so no draw that is left out changes another
                    if (responses[i] > threshold && RandomStream.drawDouble(begin, number) < rate * responses[i]) {
                        into.step(t).add(i, 1f);
                    }
                }
            }
        }
    }
}
