package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.encode.Encoder;

/** The saccade camera in front of still images of 28×28 pixels, or recordings of a real sensor: OFF and ON events in bins of equal time. */
@AutoService(Encoder.class)
public final class SaccadeEncoder extends CameraEncoder {
    /** Found by its name. */
    public SaccadeEncoder() {}

    @Override
    public String name() {
        return "saccade";
    }

    @Override
    public long binMicros(int steps) {
        return SaccadeCamera.DURATION_MICROS / steps;
    }

    @Override
    Samples seen(ImageSet images, int steps, float vary, long seed) {
        return new CameraSamples(images, steps);
    }
}
