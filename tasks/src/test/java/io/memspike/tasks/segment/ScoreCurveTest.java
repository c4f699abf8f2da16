package io.memspike.tasks.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.testing.Outside;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCurveTest {
    private static ScoreCurve curve(float[] scores, int[] labels) {
        final ScoreCurve.Builder builder = new ScoreCurve.Builder();
        for (int i = 0; i < scores.length; i++) {
            builder.add(scores[i], labels[i] == 1);
        }
        return builder.build();
    }

    /** To 1e-6 of values near 1: those of the file are floats. */
    @ParameterizedTest
    @ValueSource(strings = {"smooth", "tied"})
    void shouldAgreeWithNumPy(String name) throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s3/s3_curves.safetensors"))) {
            final float[] label = golden.tensor(name + ".label").floats();
            final int[] labels = new int[label.length];
            for (int i = 0; i < label.length; i++) {
                labels[i] = (int) label[i];
            }
            final ScoreCurve curve = curve(golden.tensor(name + ".score").floats(), labels);
            final SegmentationQuality quality = SegmentationQuality.of(name, curve);

            assertEquals(golden.tensor(name + ".roc_auc").floats()[0], quality.rocAuc(), 1e-7);
            assertEquals(golden.tensor(name + ".pr_auc").floats()[0], quality.prAuc(), 1e-7);
            assertEquals(golden.tensor(name + ".average_precision").floats()[0], quality.averagePrecision(), 1e-7);
            assertEquals(golden.tensor(name + ".f1").floats()[0], quality.f1(), 1e-7);
            assertEquals(golden.tensor(name + ".accuracy").floats()[0], quality.accuracy(), 1e-7);
            assertEquals(4000, quality.pixels());
        }
    }

    /**
     * Scores 0.9 + | 0.8 − | 0.5 + + − | 0.1 −. Recall 1/3, 1/3, 1, 1; fall-out 0, 1/3, 2/3, 1; precision 1, 1/2, 3/5, 1/2.
     */
    @Test
    void shouldFollowTheFormulas() {
        final ScoreCurve curve = curve(new float[] {0.5f, 0.1f, 0.9f, 0.5f, 0.8f, 0.5f}, new int[] {1, 0, 1, 0, 0, 1});

        assertEquals(4, curve.points());
        assertEquals(6, curve.size());
        assertEquals(3, curve.positives());
        // trapezoids: 1/3·1/3 + 1/3·(1/3 + 1)/2 + 1/3·1
        assertEquals(1 / 9.0 + 2 / 9.0 + 1 / 3.0, curve.rocArea(), 1e-15);
        // (0, 1) to (1/3, 1), down to (1/3, 1/2), to (1, 3/5), down
        assertEquals(1 / 3.0 + 2 / 3.0 * (0.5 + 0.6) / 2, curve.precisionRecallArea(), 1e-15);
        assertEquals(1 / 3.0 + 2 / 3.0 * 0.6, curve.averagePrecision(), 1e-15);
        assertEquals(0.75, curve.best().f1(), 1e-15); // 2·3 / (5 + 3)
        assertEquals(0.5, curve.best().threshold());
        final ScoreCurve.Decision between = curve.at(0.6);
        assertEquals(new ScoreCurve.Decision(0.6, 1, 1, 3, 6), between);
        assertEquals(0.4, between.f1(), 1e-15); // 2 / (2 + 3)
        assertEquals(0.5, between.accuracy(), 1e-15);
        assertEquals(1 / 3.0, between.sensitivity(), 1e-15);
        assertEquals(2 / 3.0, between.specificity(), 1e-15);
        assertEquals(0.5, between.precision(), 1e-15);
        assertEquals(new ScoreCurve.Decision(0.95, 0, 0, 3, 6), curve.at(0.95));
        assertEquals(new ScoreCurve.Decision(0, 3, 3, 3, 6), curve.at(0));
    }

    /** The area is the chance that a positive scores more than a negative, ties counting half (Mann and Whitney). */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 100, 1 << 24})
    void shouldBeTheChanceOfBeingRight(int levels) {
        final int n = 400;
        final float[] scores = new float[n];
        final int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (float) ((RandomStream.draw(levels, i) >>> 40) * levels >>> 24) / levels;
            labels[i] = (RandomStream.draw(levels, n + i) & 3) == 0 ? 1 : 0;
        }
        double right = 0;
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        assertEquals(right / pairs, curve(scores, labels).rocArea(), 1e-12);
    }

    @Test
    void shouldCountAZeroOfEitherSignAsOne() {
        assertEquals(1, curve(new float[] {0f, -0f}, new int[] {0, 1}).points());
        assertEquals(0.5, curve(new float[] {0f, -0f}, new int[] {0, 1}).rocArea());
    }

    @Test
    void shouldSayWhatIsNotDefined() {
        final ScoreCurve none = new ScoreCurve.Builder().build();
        assertNull(none.best());
        assertTrue(Double.isNaN(none.rocArea()) && Double.isNaN(none.precisionRecallArea()));
        assertTrue(Double.isNaN(SegmentationQuality.of("none", none).bestF1()));
        final ScoreCurve negative = curve(new float[] {0.2f, 0.7f}, new int[] {0, 0});
        assertTrue(Double.isNaN(negative.rocArea()) && Double.isNaN(negative.averagePrecision()));
        assertEquals(0.5, negative.at(0.5).accuracy());
        final ScoreCurve positive = curve(new float[] {0.2f, 0.7f}, new int[] {1, 1});
        assertTrue(Double.isNaN(positive.rocArea()));
        assertEquals(1, positive.precisionRecallArea());
    }

    @Test
    void shouldCountPixelsThatCount() {
        final AnnotatedImage image = new AnnotatedImage(
                "eye", null, 1, 4, new byte[4], new boolean[] {true, true, false, true}, new boolean[] {
                    true, false, true, false
                });
        final ScoreCurve.Builder builder = new ScoreCurve.Builder();
        builder.add(image, new float[] {0.9f, 0.1f, 0.5f, 0.2f});

        assertEquals(3, builder.build().size());
        assertEquals(1, builder.build().positives());
        assertEquals(1, builder.build().rocArea());
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        for (final float score : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> curve(new float[] {score}, new int[] {1}), "" + score);
        }
    }
}
