package io.memspike.topology.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistillationTest {
    private static final int STEPS = 6;
    private static final int CLASSES = 5;
    private static final Graph GRAPH = Graph.chain(new Shape(1, 1, 1), List.of(new Conv2d(CLASSES, 1, 1, 0, 1f)));

    private final RandomStream random = RandomStream.of(5, "distillation");
    private final Trace trace = Trace.ofValues(new Shape(CLASSES, 1, 1), STEPS);
    private final Target teacher = new Target();

    DistillationTest() {
        trace.wantGradients();
        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                trace.values(t)[c] = (float) (2 * random.nextGaussian());
            }
        }
        for (int c = 0; c < CLASSES; c++) {
            teacher.values(CLASSES)[c] = (float) (3 * random.nextGaussian());
        }
    }

    private static Distillation term(boolean isOfAll, boolean isMean, double weight, double temperature) {
        return new Distillation(GRAPH.output(), isOfAll, isMean, weight, temperature);
    }

    private double evaluate(Distillation term) {
        for (int t = 0; t < STEPS; t++) {
            Arrays.fill(trace.gradient(t), 0f);
        }
        return term.open(GRAPH, STEPS).open().evaluate(0, trace, teacher);
    }

    @ParameterizedTest
    @CsvSource({"true, true, 1, 1", "true, true, 0.5, 4", "false, true, 2, 2", "true, false, 1, 3", "false, false, 1, 2"
    })
    void shouldGiveTheGradientThatFiniteDifferencesGive(
            boolean isOfAll, boolean isMean, double weight, double temperature) {
        final Distillation term = term(isOfAll, isMean, weight, temperature);
        evaluate(term);
        final float[][] gradient = new float[STEPS][];
        Arrays.setAll(gradient, t -> trace.gradient(t).clone());
        final float h =
                0x1p-7f; // the error of a central difference is of the order of h² = 6e-5 times the third derivative
        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                final float m = trace.values(t)[c];
                trace.values(t)[c] = m + h;
                final double above = evaluate(term);
                final float up = trace.values(t)[c];
                trace.values(t)[c] = m - h;
                final double below = evaluate(term);
                final double difference = (above - below) / ((double) up - trace.values(t)[c]);
                trace.values(t)[c] = m;

                assertEquals(difference, gradient[t][c], 1e-5, "step " + t + " class " + c);
            }
        }
    }

    @Test
    void shouldBeSmallestWhereTheAnswerIsTheTeachers() {
        final Distillation term = term(false, false, 1, 2);
        System.arraycopy(teacher.written(CLASSES), 0, trace.values(STEPS - 1), 0, CLASSES);
        final double least = evaluate(term);
        for (int c = 0; c < CLASSES; c++) {
            assertEquals(0, trace.gradient(STEPS - 1)[c], 1e-7);
        }
        trace.values(STEPS - 1)[2] += 1;

        assertEquals(1, Math.signum(evaluate(term) - least));
    }

    @Test
    void shouldLeaveTheSizeOfTheGradientWhateverTheTemperature() {
        evaluate(term(false, false, 1, 100));
        final double hot = trace.gradient(STEPS - 1)[0];
        evaluate(term(false, false, 1, 200));

        assertEquals(hot, trace.gradient(STEPS - 1)[0], 0.02 * Math.abs(hot)); // T · (a − v) / T / classes
    }

    @Test
    void shouldRefuseWhatTeachesNothing() {
        assertThrows(IllegalArgumentException.class, () -> term(true, true, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> term(true, true, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> term(true, true, 1, Double.NaN));
        teacher.clear();
        assertThrows(IllegalArgumentException.class, () -> evaluate(term(true, true, 1, 1)));
    }
}
