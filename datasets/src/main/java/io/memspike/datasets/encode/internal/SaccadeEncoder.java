package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;

/** The saccade camera in front of still images of 28×28 pixels, or recordings of a real sensor: OFF and ON events in bins of equal time. */
@AutoService(Encoder.class)
public final class SaccadeEncoder implements Encoder {
    /** Found by its name. */
    public SaccadeEncoder() {}

    @Override
    public String name() {
        return "saccade";
    }

    @Override
    public int steps(Samples source) {
        return STILL;
    }

    @Override
    public long binMicros(int steps) {
        return SaccadeCamera.DURATION_MICROS / steps;
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        if (source instanceof ImageSet images) {
            return new CameraSamples(images, how.steps());
        }
        if (source instanceof RecordingSet recordings) {
            return recordings.binned(how.steps(), binMicros(how.steps()), 0f);
        }
        throw Encoding.refuse(
                name(),
                "still images of 28×28 pixels, or recordings",
                "samples of " + source.shape() + " and " + source.steps() + " steps");
    }
}
