package io.memspike.tasks.recording;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Draws a recording: the surface of last times, the rate of events, or an animation. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class DataView implements Experiment<DataView.Plan, DataView.Result> {
    private static final int MOST_PIXELS = 1 << 22;
    private static final int RATES = 200;
    private static final int MOST_FRAMES = 500;
    private static final String GIF = ".gif";
    private static final String PNG = ".png";
    private static final String SURFACE = "surface";

    private static boolean isNamed(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** What is drawn; the components say what they mean. */
    public record Plan(
            RecordingChoice recording,

            @Option(written = true, label = "FILE", says = "a PNG, or a GIF for an animation", required = true)
            Path out,

            @Option(
                    label = "surface|rate",
                    says = "what a PNG shows: last times of all pixels, or the rate of events",
                    otherwise = SURFACE)
            String plot,

            @Option(label = "N", says = "pictures of an animation", otherwise = "50")
            int frames) {
        /** Refuses what cannot be drawn. */
        public Plan {
            if (!plot.equals(SURFACE) && !plot.equals("rate")) {
                throw new IllegalArgumentException("--plot: expected surface or rate, found '" + plot + "'");
            }
            if (frames < 1 || frames > MOST_FRAMES) {
                throw new IllegalArgumentException("--frames: expected 1 to " + MOST_FRAMES + ", found " + frames);
            }
            if (!isNamed(out, GIF) && !isNamed(out, PNG)) {
                throw new IllegalArgumentException("--out: expected a file named .png or .gif, found " + out);
            }
            if (isNamed(out, GIF) && !plot.equals(SURFACE)) {
                throw new IllegalArgumentException("--plot: expected surface for a GIF, found " + plot);
            }
        }

        private RecordingDrawing.Kind kind() {
            return isNamed(out, GIF)
                    ? RecordingDrawing.Kind.ANIMATION
                    : plot.equals("rate") ? RecordingDrawing.Kind.RATE : RecordingDrawing.Kind.SURFACE;
        }
    }

    /** What was drawn; the components say what they mean. */
    public record Result(
            @Means("events drawn") long events,

            @Means("time from the first to the last, in microseconds")
            long durationMicros,

            @Means("the picture") Path file) {}

    @Override
    public String name() {
        return "data view";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final Recording recording = plan.recording().open();
        run.requireDrawing(plan.out(), recording.file());
        final RecordingSummary summary = RecordingSummary.counts(recording);
        if (summary.events() == 0 || (long) summary.width() * summary.height() > MOST_PIXELS) {
            throw new IOException(recording.file() + ": expected events of at most " + MOST_PIXELS + " pixels, found "
                    + summary.events() + " of " + summary.width() + " × " + summary.height());
        }
        final RecordingDrawing.Kind kind = plan.kind();
        final long duration = Math.max(1, summary.lastMicros() - summary.firstMicros() + 1);
        final int parts =
                switch (kind) {
                    case SURFACE -> 1;
                    case RATE -> RATES;
                    case ANIMATION -> plan.frames();
                };
        final Drawn drawn = new Drawn(kind, summary, (double) duration / parts, parts);
        drawn.read(recording);
        run.draw(plan.out(), drawn.drawing());
        return new Result(summary.events(), duration - 1, plan.out());
    }

    /** Events as pictures show them. */
    private static final class Drawn {
        private final RecordingDrawing.Kind kind;
        private final RecordingSummary summary;
        private final double micros; // of a part
        private final int parts;
        private final float[][] frames;
        private final long[] last; // by pixel
        private final boolean[] on;
        private int part;

        Drawn(RecordingDrawing.Kind kind, RecordingSummary summary, double micros, int parts) {
            this.kind = kind;
            this.summary = summary;
            this.micros = micros;
            this.parts = parts;
            frames = new float[kind == RecordingDrawing.Kind.RATE ? 1 : parts][];
            last = new long[summary.width() * summary.height()];
            on = new boolean[last.length];
            Arrays.fill(last, Long.MIN_VALUE);
            if (kind == RecordingDrawing.Kind.RATE) {
                frames[0] = new float[2 * parts];
            }
        }

        void read(Recording recording) throws IOException {
            final EventBatch batch = new EventBatch();
            try (EventReader reader = recording.read()) {
                while (reader.read(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        add(batch, i);
                    }
                }
            }
            while (kind != RecordingDrawing.Kind.RATE && part < parts) {
                finish();
            }
        }

        private void add(EventBatch batch, int i) {
            final double place = (batch.micros()[i] - summary.firstMicros()) / micros;
            final int at = (int) Math.max(0, Math.min(parts - 1, place));
            if (kind == RecordingDrawing.Kind.RATE) {
                frames[0][2 * at + batch.polarity()[i]] += (float) (1e6 / micros);
                return;
            }
            while (part < at) {
                finish();
            }
            final int pixel = (batch.y()[i] & 0xffff) * summary.width() + (batch.x()[i] & 0xffff);
            last[pixel] = batch.micros()[i];
            on[pixel] = batch.polarity()[i] != 0;
        }

        /** The surface at the end of a part: half as bright for every part, or third of the whole, that has passed. */
        private void finish() {
            final double now = summary.firstMicros() + (part + 1) * micros;
            final double half = parts == 1 ? micros / 3 : micros;
            final float[] frame = new float[last.length];
            for (int i = 0; i < frame.length; i++) {
                if (last[i] != Long.MIN_VALUE) {
                    final double value = Math.max(0.01, Math.pow(0.5, (now - last[i]) / half));
                    frame[i] = (float) (on[i] ? Math.min(1, value) : -Math.min(1, value));
                }
            }
            frames[part++] = frame;
        }

        RecordingDrawing drawing() {
            return new RecordingDrawing(kind, summary.width(), summary.height(), frames, micros);
        }
    }
}
