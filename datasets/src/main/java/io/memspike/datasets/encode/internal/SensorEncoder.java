package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.SensorSamples;
import io.memspike.datasets.encode.Encoder;
import java.util.Map;

/**
 * The sensor camera in front of still images of 28×28 pixels, or the real sensor, where its recordings are there: OFF and ON events
 * in bins of equal time.
 */
@AutoService(Encoder.class)
public final class SensorEncoder extends CameraEncoder {
    /** Found by its name. */
    public SensorEncoder() {}

    @Override
    public String name() {
        return "sensor";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(VARY, 1.0);
    }

    @Override
    public long binMicros(int steps) {
        return (SensorCamera.DURATION_MICROS + steps - 1) / steps;
    }

    @Override
    Samples seen(ImageSet images, int steps, float vary, long seed) {
        return new SensorSamples(images, steps, vary, seed);
    }
}
