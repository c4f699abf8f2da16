package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import java.util.Arrays;
import java.util.Map;

/**
 * Values of still images as {@code direct} shows them, varied in training: in each epoch anew, an image is mirrored with
 * probability {@code mirror}, and shifted by whole pixels, up to {@code shift} times its extent either way, what lies outside
 * being dark. Outside of trainings nothing varies.
 */
@AutoService(Encoder.class)
public final class VariedEncoder implements Encoder {
    private static final String MIRROR = "mirror";
    private static final String SHIFT = "shift";

    /** Found by its name. */
    public VariedEncoder() {}

    @Override
    public String name() {
        return "varied";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(MIRROR, 0.5, SHIFT, 0.08);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        if (source.steps() != 1) {
            throw Encoding.refuse(name(), "still images", "series of " + source.steps() + " frames");
        }
        for (final String key : parameters().keySet()) {
            if (!(how.parameter(key) >= 0 && how.parameter(key) <= 1)) {
                throw Encoding.refuse(name(), key + " in [0, 1]", Double.toString(how.parameter(key)));
            }
        }
        return new Encoded(source, how, RandomStream.of(seed, "varied").nextLong());
    }

    private static final class Encoded extends EncodedSamples {
        private final double mirror;
        private final int most; // rows either way
        private final int mostAcross;
        private final long key;
        private final ThreadLocal<float[]> room;

        Encoded(Samples source, Encoding how, long key) {
            super(source, source.shape(), how);
            this.mirror = how.parameter(MIRROR);
            this.most = (int) Math.round(how.parameter(SHIFT) * source.shape().height());
            this.mostAcross =
                    (int) Math.round(how.parameter(SHIFT) * source.shape().width());
            this.key = key;
            this.room = ThreadLocal.withInitial(() -> new float[source.shape().size()]);
        }

        @Override
        public int storedSteps() {
            return 1;
        }

        @Override
        void encode(int sample, int epoch, EventFrames from, EventFrames into) {
            into.step(0).copyFrom(from.step(0));
            if (epoch > 0) {
                final long draw = RandomStream.draw(RandomStream.draw(key, sample), epoch);
                final boolean isMirrored = RandomStream.drawDouble(draw, 0) < mirror;
                vary(into.step(0), isMirrored, shift(draw, 1, most), shift(draw, 2, mostAcross));
            }
            into.repeatFirst();
        }

        private static int shift(long draw, int which, int most) {
            return (int) (RandomStream.drawDouble(draw, which) * (2 * most + 1)) - most;
        }

        private void vary(SpikeList image, boolean isMirrored, int down, int across) {
            final Shape shape = shape();
            final float[] varied = room.get();
            Arrays.fill(varied, 0f);
            for (int e = 0; e < image.size(); e++) {
                final int position = image.index(e) / shape.channels();
                final int column = position % shape.width();
                final int y = position / shape.width() + down;
                final int x = (isMirrored ? shape.width() - 1 - column : column) + across;
                if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) {
                    varied[shape.index(image.index(e) % shape.channels(), y, x)] = image.value(e);
                }
            }
            image.compact(varied, varied.length);
        }
    }
}
