package io.memspike.datasets.encode.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;
import java.util.Map;

/** Recordings as they are: counts of OFF and ON events in bins of equal time, {@code ms} wide, or as wide as the longest needs. */
@AutoService(Encoder.class)
public final class EventsEncoder implements Encoder {
    private static final String MS = "ms";
    private static final double MICROS = 1e3;

    /** Found by its name. */
    public EventsEncoder() {}

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Map<String, Double> parameters() {
        return Map.of(MS, 0.0);
    }

    @Override
    public int steps(Samples source) {
        return STILL;
    }

    @Override
    public Samples encode(Samples source, Encoding how, long seed) {
        final double ms = how.parameter(MS);
        if (!(ms == 0 || ms * MICROS >= 1 && ms < Integer.MAX_VALUE)) {
            throw Encoding.refuse(name(), "ms of at least 0.001, or 0", Double.toString(ms));
        }
        if (!(source instanceof RecordingSet recordings)) {
            throw Encoding.refuse(
                    name(),
                    "recordings of events",
                    "samples of " + source.shape() + " and " + source.steps() + " steps");
        }
        final long whole = recordings.steps() * recordings.binMicros();
        final long micros = ms == 0 ? (whole + how.steps() - 1) / how.steps() : Math.round(ms * MICROS);
        return recordings.binned(how.steps(), micros, 1f);
    }
}
