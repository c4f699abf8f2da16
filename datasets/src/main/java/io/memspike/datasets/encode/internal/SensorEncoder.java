package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.RecordingSet;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.SensorSamples;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;

/**
 * The sensor camera in front of still images of 28×28 pixels, or the real sensor, where its recordings are there: OFF and ON events
 * in bins of equal time.
 */
@AutoService(Encoder.class)
public final class SensorEncoder implements Encoder {
    /** Found by its name. */
    public SensorEncoder() {}

    @Override
    public String name() {
        return "sensor";
    }

    @Override
    public int steps(Samples source) {
        return STILL;
    }

    @Override
    public long binMicros(int steps) {
        return (SensorCamera.DURATION_MICROS + steps - 1) / steps;
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        if (source instanceof ImageSet images) {
            return new SensorSamples(images, how.steps(), seed);
        }
        if (source instanceof RecordingSet recordings) {
            return recordings.binned(how.steps(), binMicros(how.steps()));
        }
        throw Encoding.refuse(
                name(),
                "still images of 28×28 pixels, or recordings",
                "samples of " + source.shape() + " and " + source.steps() + " steps");
    }
}
