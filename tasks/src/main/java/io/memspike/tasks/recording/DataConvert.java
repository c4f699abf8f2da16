package io.memspike.tasks.recording;

import com.google.auto.service.AutoService;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.recording.BinnedRecording;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import io.memspike.datasets.recording.write.RecordingWriter;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a recording in another format. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class DataConvert implements Experiment<DataConvert.Plan, DataConvert.Result> {
    private static final String EVENTS = "events";
    private static final String EVENT_FILE = ".safetensors";

    /** What is written; the components say what they mean. */
    public record Plan(
            RecordingChoice recording,

            @Option(written = true, label = "FILE", says = "where to", required = true)
            Path out,

            @Option(
                    label = "evt3|aedat4|bin|npz|events",
                    says = "the format; events is a file of binned samples, as `data generate` writes",
                    shown = "by the ending: .raw, .aedat4, .bin, .npz, .safetensors")
            String to,

            @Option(says = "count times from the first event")
            boolean fromZero,

            @Option(label = "MS", says = "of an event file: width of a bin in ms", otherwise = "30")
            double binMs,

            @Option(
                    label = "MS",
                    says =
                            "of an event file: from the begin of a bin to that of the next, which overlap where it is less",
                    shown = "the width")
            Double hopMs,

            @Option(label = "N", says = "of an event file: bins of so many events, instead of equal time")
            Integer binEvents) {
        /** Refuses formats that are not written, and bins that are none. */
        public Plan {
            if (!isEvents(out, to) && writer(out, to) == null) {
                throw new IllegalArgumentException("--to: expected evt3, aedat4, bin, npz or events, found "
                        + (to == null ? "nothing, and an ending that none has: " + out : "'" + to + "'"));
            }
            if (hopMs != null && binEvents != null) {
                throw new IllegalArgumentException("--hop-ms: expected none of bins of events, found " + hopMs);
            }
            if (!isEvents(out, to) && (hopMs != null || binEvents != null)) {
                throw new IllegalArgumentException((hopMs != null ? "--hop-ms" : "--bin-events")
                        + ": expected an event file to write, found " + out);
            }
            bins(binMs, hopMs, binEvents);
        }
    }

    /** What was written; the components say what they mean. */
    public record Result(
            @Means("name of the format") String format,
            @Means("events written") long events,

            @Means("events of the recording that cannot be right, which were not")
            long dropped,

            @Means("the file") Path file) {}

    private static boolean isEvents(Path out, String to) {
        return to == null ? out.toString().endsWith(EVENT_FILE) : to.equals(EVENTS);
    }

    private static RecordingWriter writer(Path out, String to) {
        return to == null ? RecordingWriter.named(out) : RecordingWriter.of(to);
    }

    private static BinnedRecording.Bins bins(double binMs, Double hopMs, Integer binEvents) {
        if (binEvents != null) {
            return new BinnedRecording.Bins(binEvents, binEvents, true);
        }
        final long micros = Math.round(1e3 * binMs);
        return new BinnedRecording.Bins(micros, hopMs == null ? micros : Math.round(1e3 * hopMs), false);
    }

    @Override
    public String name() {
        return "data convert";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final Recording recording = plan.recording().open();
        Checkpoints.requireNoInput(plan.out(), recording.file());
        final RecordingSummary summary = RecordingSummary.counts(recording);
        if (isEvents(plan.out(), plan.to())) {
            final BinnedRecording samples =
                    new BinnedRecording(recording, summary, bins(plan.binMs(), plan.hopMs(), plan.binEvents()));
            final long events = new EventFileWriter(samples, Map.of("format", recording.format()), 1)
                    .write(plan.out(), done -> {})
                    .events();
            return new Result(EVENTS, events, summary.dropped(), plan.out());
        }
        final RecordingWriter writer = writer(plan.out(), plan.to());
        writer.write(recording, summary, plan.fromZero() ? summary.firstMicros() : 0, plan.out());
        return new Result(writer.format(), summary.events(), summary.dropped(), plan.out());
    }
}
