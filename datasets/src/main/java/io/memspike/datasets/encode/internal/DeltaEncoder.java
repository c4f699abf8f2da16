package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import java.util.Arrays;
import java.util.Map;

/**
 * Delta modulation of series: each channel compares its value with the last level it signalled, first that of frame 0,
 * and emits ⌊|difference| / threshold⌋ events, ON (channel 1) when it has risen and OFF (channel 0) when it has fallen;
 * the level moves by as many thresholds. So the first value and the events tell every value to within one threshold. Frame
 * f of F counts in step ⌊f·T/F⌋ of T.
 */
@AutoService(Encoder.class)
public final class DeltaEncoder implements Encoder {
    private static final String THRESHOLD = "threshold";

    /** Found by its name. */
    public DeltaEncoder() {}

    @Override
    public String name() {
        return "delta";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(THRESHOLD, 0.1);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final double threshold = how.parameter(THRESHOLD);
        if (!(threshold >= 1e-6 && threshold <= 1)) {
            throw Encoding.refuse(name(), "a threshold from 1e-6 to 1", Double.toString(threshold));
        }
        if (source.steps() == 1) {
            throw Encoding.refuse(name(), "series", "still images");
        }
        final Shape shape = source.shape();
        if (shape.channels() != 1) {
            throw Encoding.refuse(name(), "series of one channel, 1×H×W", "series of " + shape);
        }
        return new Encoded(source, new Shape(2, shape.height(), shape.width()), how, threshold);
    }

    private static final class Encoded extends EncodedSamples {
        private final double threshold;
        private final ThreadLocal<Levels> levels;

        Encoded(Samples source, Shape shape, Encoding how, double threshold) {
            super(source, shape, how);
            this.threshold = threshold;
            this.levels =
                    ThreadLocal.withInitial(() -> new Levels(source.shape().size()));
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            final Levels room = levels.get();
            room.read(from.step(0));
            for (int i = 0; i < room.values.length; i++) {
                room.levels[i] = room.values[i];
            }
            int step = 0;
            for (int f = 1; f < from.steps(); f++) {
                final int at = (int) ((long) f * into.steps() / from.steps());
                if (at != step) {
                    room.flush(into.step(step));
                    step = at;
                }
                room.read(from.step(f));
                room.count(threshold);
            }
            room.flush(into.step(step));
        }
    }

    /** Room for one sample; one per thread. */
    private static final class Levels {
        private final float[] values; // of the frame at hand
        private final double[] levels; // last signalled
        private final float[] counts; // of the step at hand, OFF and ON in turns

        Levels(int size) {
            values = new float[size];
            levels = new double[size];
            counts = new float[2 * size];
        }

        void read(SpikeList frame) {
            Arrays.fill(values, 0f);
            for (int e = 0; e < frame.size(); e++) {
                values[frame.index(e)] = frame.value(e);
            }
        }

        void count(double threshold) {
            for (int i = 0; i < values.length; i++) {
                final int crossings = (int) ((values[i] - levels[i]) / threshold);
                levels[i] += crossings * threshold;
                counts[2 * i + (crossings > 0 ? 1 : 0)] += Math.abs(crossings);
            }
        }

        void flush(SpikeList into) {
            into.compact(counts, counts.length);
            Arrays.fill(counts, 0f);
        }
    }
}
