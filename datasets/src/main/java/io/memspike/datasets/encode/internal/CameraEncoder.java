package io.memspike.datasets.encode.internal;

import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;

/** A camera in front of still images of 28×28 pixels, or the real sensor, where its recordings are there. */
abstract class CameraEncoder implements Encoder {
    /** Of cameras that vary what they see in training: how much, in [0, 1]. */
    static final String VARY = "vary";

    @Override
    public final int steps(Samples source) {
        return STILL;
    }

    @Override
    public final Samples encode(Samples source, Encoding how, long seed) {
        final float vary = parameters().containsKey(VARY) ? vary(how) : 0;
        if (source instanceof ImageSet images) {
            return seen(images, how.steps(), vary, seed);
        }
        if (source instanceof RecordingSet recordings) {
            return recordings.binned(how.steps(), binMicros(how.steps()), vary);
        }
        throw Encoding.refuse(
                name(),
                "still images of 28×28 pixels, or recordings",
                "samples of " + source.shape() + " and " + source.steps() + " steps");
    }

    private float vary(Encoding how) {
        final float vary = (float) how.parameter(VARY);
        if (!(vary >= 0 && vary <= 1)) {
            throw Encoding.refuse(name(), VARY + " in [0, 1]", Double.toString(how.parameter(VARY)));
        }
        return vary;
    }

    /** Images as the camera sees them. */
    abstract Samples seen(ImageSet images, int steps, float vary, long seed);
}
