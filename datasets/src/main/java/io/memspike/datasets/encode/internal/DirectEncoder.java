package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;

/**
 * No spikes but values: step t of T shows the values of frame ⌊t·F/T⌋ of a series of F frames, and a still image all the
 * time; the first layer's neurons make spikes of them.
 */
@AutoService(Encoder.class)
public final class DirectEncoder implements Encoder {
    /** Found by its name. */
    public DirectEncoder() {}

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        return new Encoded(source, how);
    }

    private static final class Encoded extends EncodedSamples {
        Encoded(Samples source, Encoding how) {
            super(source, source.shape(), how);
        }

        @Override
        public int storedSteps() {
            return source().steps() == 1 ? 1 : steps();
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            for (int t = 0; t < into.steps(); t++) {
                into.step(t).copyFrom(from.step((int) ((long) t * from.steps() / into.steps())));
            }
        }
    }
}
