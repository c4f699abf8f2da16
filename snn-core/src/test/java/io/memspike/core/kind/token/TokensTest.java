package io.memspike.core.kind.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.norm.Scale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void shouldLookUpTheVectorOfEachNumber() {
        final Running embedding = Running.of(
                new Embedding(3, 2), new Shape(1, 1, 3), Map.of("table", new float[] {1f, 2f, 3f, 4f, 5f, 6f}));

        assertArrayEquals(
                new float[] {5f, 6f, 1f, 2f, 3f, 4f}, embedding.step(2f, 0f, 1f).out());
        assertEquals(
                "embedding: position 1: expected a whole number below 3, found 3.0",
                assertThrows(
                                ArithmeticException.class,
                                () -> embedding.step(0f, 3f, 0f).out())
                        .getMessage());
    }

    /** Queries, keys and values are the tokens themselves, queries times ln 3: weights are powers of 3 by products. */
    private static float[] attend(Attention attention, Shape shape, float factor, float... tokens) {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(shape)),
                        new Node("q", new Scale(Per.ONE)),
                        new Node("a", attention)),
                List.of(
                        Edge.of("input", "q"),
                        Edge.of("q", "a"),
                        Edge.of("input", "a").into(1),
                        Edge.of("input", "a").into(2)),
                List.of("a"));
        return new Running(graph, Map.of("q.scale", new float[] {factor}))
                .step(tokens)
                .out();
    }

    @Test
    void shouldMixValuesByTheProductsOfQueriesAndKeys() {
        final float three = (float) Math.log(3);
        // one channel: token 1 meets keys 1 and 2 by 3 and 9, token 2 by 9 and 81
        assertArrayEquals(
                new float[] {(3f + 9f * 2f) / 12f, (9f + 81f * 2f) / 90f},
                attend(new Attention(1, false), new Shape(1, 1, 2), three, 1f, 2f),
                1e-6f);
        assertArrayEquals(
                new float[] {1f, 1.9f}, attend(new Attention(1, true), new Shape(1, 1, 2), three, 1f, 2f), 1e-6f);
    }

    @Test
    void shouldKeepHeadsApartAndScaleByTheirWidth() {
        final float three = (float) (Math.log(3) * Math.sqrt(2));
        // two tokens of two heads of two channels; head 0 meets (1 0)·(1 0) = 1 and 0, head 1 only zeros
        assertArrayEquals(
                new float[] {0.75f, 0.25f, 0f, 0f, 0.25f, 0.75f, 0f, 0f},
                attend(new Attention(2, false), new Shape(4, 1, 2), three, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f),
                1e-6f);
    }

    @Test
    void shouldRefuseKeysThatDoNotFit() {
        assertEquals(
                "attention: expected channels in 3 heads, found 4×1×2 and 4×1×2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> attend(new Attention(3, false), new Shape(4, 1, 2), 1f, new float[8]))
                        .getMessage()
                        .replace("node a: ", ""));
    }
}
