package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.internal.Levels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels against vectors of an independent program. */
class QuantiserTest {
    private static float[] rounded(Quantiser quantiser, float[] x) {
        final Levels levels = new Levels(quantiser);
        final float[] y = new float[x.length];
        levels.span(Levels.least(x, x.length), Levels.most(x, x.length));
        levels.round(x, y, x.length);
        return y;
    }

    @Test
    void shouldMatchTheGoldenLevels() throws Exception {
        final PruningGolden golden = new PruningGolden("s3_quantiser", Shape.vector(257), 1, false);
        for (final String input : List.of("signed", "relu", "positive", "ties", "ties_signed", "constant")) {
            for (int bits = 1; bits <= 6; bits++) {
                for (final boolean signed : new boolean[] {true, false}) {
                    final String name = input + ".bits" + bits + (signed ? ".signed" : ".after_relu");
                    if (golden.has(name)) {
                        golden.assertClose(name, rounded(new Quantiser(bits, signed), golden.tensor(input)));
                    }
                }
            }
        }
        assertArrayEquals(golden.tensor("ties.bits4.after_relu"), rounded(new Quantiser(4, false), golden.tensor("ties")));
    }
}
