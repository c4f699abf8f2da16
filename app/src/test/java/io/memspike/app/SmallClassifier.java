package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A perceptron that has seen a few digits, by the command line. */
final class SmallClassifier {
    private SmallClassifier() {}

    /** Trains one on 48 digits, and tests it on 16; with further options. */
    static Path train(Path out, int epochs, Object... further) {
        final Object[] command = {
            "train",
            "classify",
            "--network",
            "mlp",
            "--samples",
            48,
            "--batch",
            16,
            "--test-samples",
            16,
            "--epochs",
            epochs,
            "--out",
            out
        };
        final Cli trained = Cli.run(
                Stream.concat(Arrays.stream(command), Arrays.stream(further)).toArray());
        assertEquals(0, trained.status(), trained.err());
        return out;
    }
}
