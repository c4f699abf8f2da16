package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.SensorSamples;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;
import java.util.Map;

/**
 * The sensor camera in front of still images of 28×28 pixels, or the real sensor, where its recordings are there: OFF and ON events
 * in bins of equal time.
 */
@AutoService(Encoder.class)
public final class SensorEncoder implements Encoder {
    private static final String VARY = "vary";

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
    public int steps(Samples source) {
        return STILL;
    }

    @Override
    public long binMicros(int steps) {
        return (SensorCamera.DURATION_MICROS + steps - 1) / steps;
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final float vary = (float) how.parameter(VARY);
        if (!(vary >= 0 && vary <= 1)) {
            throw Encoding.refuse(name(), "vary in [0, 1]", Double.toString(how.parameter(VARY)));
        }
        if (source instanceof ImageSet images) {
            return new SensorSamples(images, how.steps(), vary, seed);
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
