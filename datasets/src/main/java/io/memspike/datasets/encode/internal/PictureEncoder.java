package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import java.util.Arrays;

/**
 * No spikes but a whole sample at once, in one step where nobody says how many: a series is a picture whose rows are
 * channels and whose columns are frames, and a still image is itself.
 */
@AutoService(Encoder.class)
public final class PictureEncoder implements Encoder {
    /** Found by its name. */
    public PictureEncoder() {}

    @Override
    public String name() {
        return "picture";
    }

    @Override
    public int steps(Samples source) {
        return 1;
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        return new Encoded(source, shape(source), how);
    }

    private Shape shape(Samples source) {
        if (source.storedSteps() == 1) {
            return source.shape();
        }
        final Shape frame = source.shape();
        if (frame.channels() != 1 || frame.width() != 1) {
            throw Encoding.refuse(name(), "still images, or series of plain frames", "frames of " + frame);
        }
        return new Shape(1, frame.height(), source.storedSteps());
    }

    private static final class Encoded extends EncodedSamples {
        private final ThreadLocal<float[]> room;

        Encoded(Samples source, Shape shape, Encoding how) {
            super(source, shape, how);
            room = ThreadLocal.withInitial(() -> new float[shape.size()]);
        }

        @Override
        public int storedSteps() {
            return 1;
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            if (from.steps() == 1) {
                into.step(0).copyFrom(from.step(0));
            } else {
                put(from, into.step(0));
            }
            into.repeatFirst();
        }

        private void put(EventFrames from, SpikeList into) {
            final float[] picture = room.get();
            Arrays.fill(picture, 0f);
            for (int f = 0; f < from.steps(); f++) {
                final SpikeList frame = from.step(f);
                for (int e = 0; e < frame.size(); e++) {
                    picture[frame.index(e) * from.steps() + f] = frame.value(e);
                }
            }
            into.compact(picture, picture.length);
        }
    }
}
