package io.memspike.tasks.recording;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.util.Map;

/** Tells what is in a recording. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class DataInfo implements Experiment<DataInfo.Plan, DataInfo.Result> {
    /** Which recording; the components say what they mean. */
    public record Plan(RecordingChoice recording) {}

    /** What is in it; the components say what they mean. */
    public record Result(
            @Means("name of the format") String format,
            @Means("number of events") long events,
            @Means("how many of them are ON") long on,

            @Means("time of the first event, in microseconds by the sensor's clock")
            long firstMicros,

            @Means("time of the last event in the file, in microseconds")
            long lastMicros,

            @Means("columns of the sensor; where the file does not say, as many as hold all events")
            int width,

            @Means("rows of the sensor; where the file does not say, as many as hold all events")
            int height,

            @Means(
                    "events that cannot be right: off the sensor, before the first time, or at a stray time; not in the other"
                            + " numbers")
            long dropped,

            @Means(
                    "SHA3-224, in hexadecimal, of `t` (u64), `x`, `y` (u16) and `p` (u8, 1 = ON) of all events in the order of the"
                            + " file, each as an array of its own, little-endian")
            Map<String, String> sha3) {
        static Result of(String format, RecordingSummary summary) {
            return new Result(
                    format,
                    summary.events(),
                    summary.on(),
                    summary.firstMicros(),
                    summary.lastMicros(),
                    summary.width(),
                    summary.height(),
                    summary.dropped(),
                    summary.sha3());
        }
    }

    @Override
    public String name() {
        return "data info";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final Recording recording = plan.recording().open();
        return Result.of(recording.format(), RecordingSummary.of(recording));
    }
}
