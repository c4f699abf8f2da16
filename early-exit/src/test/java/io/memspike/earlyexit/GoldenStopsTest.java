package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stop steps and classes of an independent PyTorch program; {@code golden_stops.py} beside the file tells how it came. */
class GoldenStopsTest {
    private static final int STEPS = 10;
    private static final int CLASSES = 10;
    private static final List<String[]> LINES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                GoldenStopsTest.class.getResourceAsStream("golden_stops.csv"), StandardCharsets.UTF_8))) {
            reader.lines().map(line -> line.split(",")).forEach(LINES::add);
        }
    }

    private static Trajectories trajectories(String network, int samples) {
        final float[] potentials = new float[samples * STEPS * CLASSES];
        LINES.stream()
                .filter(f -> f[0].equals("readout") && f[1].equals(network))
                .forEach(f -> {
                    final int at = (Integer.parseInt(f[2]) * STEPS + Integer.parseInt(f[3])) * CLASSES;
                    for (int c = 0; c < CLASSES; c++) {
                        potentials[at + c] = Float.parseFloat(f[4 + c]);
                    }
                });
        return new Trajectories(potentials, new int[samples], STEPS, CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"mlp,4,0.3", "mlp,4,0.5", "mlp,4,0.8", "conv,2,0.3", "conv,2,0.5", "conv,2,0.8"})
    void shouldStopWhereAndAsPyTorchDoes(String network, int samples, String threshold) {
        final Trajectories trajectories = trajectories(network, samples);
        final ConfidencePolicy policy = new ConfidencePolicy(Float.parseFloat(threshold));
        final ExitCurve curve = ExitCurve.of(policy, trajectories);
        final List<String[]> stops = LINES.stream()
                .filter(f -> f[0].equals("stop") && f[1].equals(network) && f[3].equals(threshold))
                .toList();
        assertEquals(samples, stops.size());
        for (final String[] stop : stops) {
            final int sample = Integer.parseInt(stop[2]);

            assertEquals(Integer.parseInt(stop[4]) + 1, curve.steps(sample, policy.threshold()));
            assertEquals(Integer.parseInt(stop[5]), curve.decision(sample, policy.threshold()));
        }
    }
}
