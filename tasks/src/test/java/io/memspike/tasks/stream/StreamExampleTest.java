package io.memspike.tasks.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.SaccadeStream;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamExampleTest {
    private static final int DIGITS = 30;

    @Test
    void shouldDecideAsAnEvaluationDoes() throws IOException {
        final Samples digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TEST, DIGITS);
        final Network network = ModelNetwork.of(
                ModelNetwork.read(Path.of("prime")),
                SaccadeCamera.SHAPE,
                KernelsLookup.find("scalar").kernels(),
                ReadNoise.NONE);
        final ClassifierEvaluation.Result expected =
                new ClassifierEvaluation(network, digits, 1, done -> {}).run(new ConfidencePolicy(0.8f));

        final List<StreamDecision> decisions = new ArrayList<>();
        final StreamClassifier classifier = StreamExample.classify(
                new SaccadeStream(DataSets.ofSystem().images(DataSets.MNIST, Split.TEST), DIGITS), decisions::add);

        assertEquals(DIGITS, decisions.size());
        assertEquals(
                expected.totalSteps(),
                decisions.stream().mapToLong(StreamDecision::steps).sum());
        int correct = 0;
        for (int i = 0; i < DIGITS; i++) {
            correct += decisions.get(i).label() == digits.label(i) ? 1 : 0;
        }
        assertEquals(expected.correct(), correct);
        assertTrue(classifier.usedEvents() > 0);
    }
}
