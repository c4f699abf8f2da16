package io.memspike.tasks.inpainting.quality.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers by which pictures are judged, beside other ways to them. */
class MeasuresTest {
    private static final int SIDE = 16;

    private static float[] first() {
        final float[] a = new float[SIDE * SIDE];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) (i * 37 % 101 / 50.0 - 1);
        }
        return a;
    }

    private static float[] second() {
        final float[] b = first();
        for (int i = 0; i < b.length; i++) {
            b[i] = (float) (0.5 * b[i] + 0.5 * (float) (i * 53 % 97 / 48.0 - 1));
        }
        return b;
    }

    @Test
    void shouldGiveTheStructuralSimilarityOfAnotherProgram() {
        // numpy: window = outer(g, g), moments by explicit sums over each 11 × 11 patch of the two pictures above
        assertEquals(0.4422059803345501, new Similarity(SIDE).structural(first(), second()), 1e-9);
    }

    @Test
    void shouldFindAPictureLikeItself() {
        assertEquals(1, new Similarity(SIDE).structural(first(), first()), 1e-12);
        assertTrue(new Similarity(SIDE).structural(first(), second()) < 1);
        assertThrows(IllegalArgumentException.class, () -> new Similarity(10));
    }

    @Test
    void shouldSeeOnlyBrightnessInFlatPictures() {
        // no variance: SSIM = (2ab + C1) / (a² + b² + C1) with a = 0.5, b = 0.25, C1 = 0.0004
        final float[] a = new float[SIDE * SIDE];
        final float[] b = new float[SIDE * SIDE];
        Arrays.fill(a, 0.5f);
        Arrays.fill(b, 0.25f);
        assertEquals(0.2504 / 0.3129, new Similarity(SIDE).structural(a, b), 1e-9);
    }

    @Test
    void shouldMeasureErrorsInTheRangeFromMinusOneToOne() {
        final float[] black = {-1, -1, -1, -1};
        final float[] half = {-1, 0, -1, 0};
        assertEquals(0.5, Similarity.meanSquaredError(black, half));
        assertEquals(10 * Math.log10(4 / 0.5), Similarity.peakSignalToNoise(0.5), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Similarity.peakSignalToNoise(0));
    }

    @Test
    void shouldScoreSureAndDiversePictures() {
        final double[][] sure = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        final double[][] alike = {{1, 0, 0}, {1, 0, 0}};
        final double[][] unsure = {{0.5, 0.5}, {0.5, 0.5}};
        final double[][] mixed = {{0.75, 0.25}, {0.25, 0.75}};

        assertEquals(3, DiversityScore.of(sure), 1e-12);
        assertEquals(1, DiversityScore.of(alike), 1e-12);
        assertEquals(1, DiversityScore.of(unsure), 1e-12);
        // KL = 0.75 ln 1.5 + 0.25 ln 0.5 for both
        assertEquals(Math.exp(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), DiversityScore.of(mixed), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> DiversityScore.of(new double[0][]));
    }

    @Test
    void shouldGiveTheFrechetDistanceOfAnotherProgram() {
        // numpy: eigenvalues of cov(p) @ cov(q), with q = (q' * 1.5 + 0.2) @ [[1, .5, 0], [0, 1, .25], [.5, 0, 1]]
        final double[][] p = new double[40][3];
        final double[][] q = new double[40][3];
        for (int n = 0; n < 40; n++) {
            for (int i = 0; i < 3; i++) {
                p[n][i] = (n * 6 + i) * 7919 % 1009 / 1009.0;
            }
            final double[] raw = new double[3];
            for (int i = 0; i < 3; i++) {
                raw[i] = (n * 6 + 3 + i) * 7919 % 1009 / 1009.0 * 1.5 + 0.2;
            }
            q[n][0] = raw[0] + 0.5 * raw[2];
            q[n][1] = 0.5 * raw[0] + raw[1];
            q[n][2] = 0.25 * raw[1] + raw[2];
        }
        assertEquals(2.687289385719608, FrechetDistance.between(p, q), 1e-9);
        assertEquals(2.687289385719608, FrechetDistance.between(q, p), 1e-9);
        assertEquals(0, FrechetDistance.between(p, p), 1e-9);
    }

    @Test
    void shouldMeasureTheDistanceOfNormalClouds() {
        // of N(0, 1) and N(3, 4) in each of 2 independent dimensions: 2 (3² + 1 + 4 − 2·√4) = 20; 20,000 points each
        // leave an error below 0.5: five standard deviations of 2 · 2 · 3 · √(5/20000) + …
        final RandomStream random = RandomStream.of(1, "frechet");
        final double[][] a = new double[20_000][2];
        final double[][] b = new double[20_000][2];
        for (int n = 0; n < a.length; n++) {
            for (int i = 0; i < 2; i++) {
                a[n][i] = random.nextGaussian();
                b[n][i] = 3 + 2 * random.nextGaussian();
            }
        }
        assertEquals(20, FrechetDistance.between(a, b), 0.5);
    }

    @Test
    void shouldStandPointsThatLieInAPlane() {
        final double[][] flat = {{0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}};
        final double[][] moved = {{0, 0, 3}, {1, 0, 3}, {0, 1, 3}, {1, 1, 3}};
        assertEquals(4, FrechetDistance.between(flat, moved), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(flat, new double[][] {{1, 2, 3}}));
        assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(flat, new double[][] {{1}, {2}}));
    }
}
