package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;
import java.util.Map;

/**
 * The saccade camera before images that are turned, slanted, stretched and moved in training, in each epoch anew, as other
 * hands would write them. Outside of trainings nothing varies.
 */
@AutoService(Encoder.class)
public final class VariedSaccadeEncoder implements Encoder {
    private static final String VARY = "vary";

    /** Found by its name. */
    public VariedSaccadeEncoder() {}

    @Override
    public String name() {
        return "varied-saccade";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(VARY, 0.5);
    }

    @Override
    public int steps(Samples source) {
        return STILL;
    }

    @Override
    public long binMicros(int steps) {
        return new SaccadeEncoder().binMicros(steps);
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final float vary = (float) how.parameter(VARY);
        if (!(vary >= 0 && vary <= 1)) {
            throw Encoding.refuse(name(), VARY + " in [0, 1]", Double.toString(how.parameter(VARY)));
        }
        if (source instanceof ImageSet images) {
            return new VariedSaccades(images, how.steps(), vary, seed);
        }
        if (source instanceof RecordingSet recordings) {
            return recordings.binned(how.steps(), binMicros(how.steps()), vary);
        }
        throw Encoding.refuse(
                name(),
                "still images of 28×28 pixels, or recordings",
                "samples of " + source.shape() + " and " + source.steps() + " steps");
    }
}
