package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.encode.Encoder;
import java.util.Map;

/**
 * The saccade camera before images that are turned, slanted, stretched and moved in training, in each epoch anew, as other
 * hands would write them. Outside of trainings nothing varies.
 */
@AutoService(Encoder.class)
public final class VariedSaccadeEncoder extends CameraEncoder {
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
    public long binMicros(int steps) {
        return new SaccadeEncoder().binMicros(steps);
    }

    @Override
    Samples seen(ImageSet images, int steps, float vary, long seed) {
        return new VariedSaccades(images, steps, vary, seed);
    }
}
