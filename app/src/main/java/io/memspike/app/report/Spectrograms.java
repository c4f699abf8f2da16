package io.memspike.app.report;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.earlyexit.Trajectories;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What was said and heard, on a page.
 *
 * @param shown recordings as pictures
 * @param trajectories what the network answered
 */
record Spectrograms(ClassifierPage.Shown shown, Trajectories trajectories) {
    private static final int MOST = 8; // recordings

    /** Adds some: wrongly heard ones first, as many as there is room for in half of the section. */
    void add(HtmlPage page) throws IOException {
        page.section(
                "Spectrograms",
                "How loud each band of pitch is in each frame, as the network sees it: 0 is 60 dB below the loudest of a"
                        + " recording, or fainter. Of those wrongly heard the first " + MOST / 2
                        + " at most, then others.");
        final int[] wrong = numbers(false).limit(MOST / 2).toArray();
        final int[] right = numbers(true).limit(MOST - wrong.length).toArray();
        final EventFrames frames = EventFrames.of(shown.samples());
        for (final int n :
                IntStream.concat(Arrays.stream(wrong), Arrays.stream(right)).toArray()) {
            shown.samples().load(n, frames);
            final float[] answer = answer(n);
            final String said = shown.name(shown.samples().label(n));
            final String heard = shown.name(largest(answer));
            page.figure(
                    ReportCharts.spectrogram("said " + said + ", heard " + heard, picture(frames.step(0))),
                    String.format(
                            Locale.ROOT,
                            "No. %d: %s said, %s heard after all steps, with a confidence of %.2f.",
                            n,
                            said,
                            heard,
                            new ConfidencePolicy(0).score(answer)));
        }
    }

    private IntStream numbers(boolean isRight) {
        final Samples samples = shown.samples();
        return IntStream.range(0, samples.size()).filter(n -> (largest(answer(n)) == samples.label(n)) == isRight);
    }

    /** After all steps. */
    private float[] answer(int n) {
        final float[][] means = new float[trajectories.steps()][trajectories.classes()];
        trajectories.answers(n, means);
        return means[means.length - 1];
    }

    private static int largest(float[] answer) {
        return IntStream.range(0, answer.length).reduce(0, (best, next) -> answer[next] > answer[best] ? next : best);
    }

    /** (rows, columns) of the first channel. */
    private double[][] picture(SpikeList active) {
        final Shape shape = shown.samples().shape();
        final double[][] picture = new double[shape.height()][shape.width()];
        for (int e = 0; e < active.size(); e++) {
            final int pixel = active.index(e) / shape.channels();
            picture[pixel / shape.width()][pixel % shape.width()] += active.value(e);
        }
        return picture;
    }
}
