package io.memspike.interchange.onnx;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.Embedding;
import java.util.Map;

/**
 * An encoder and its numbers. As a graph it is {@code tokens → word, position → embeddings.norm}, then for each layer
 * {@code layers.N.query, key, value → attention → out → norm1 → up → gelu → down → norm2}, with what enters a layer, and what
 * leaves its first norm, added where they come to a norm; at last {@code mean}, over the tokens, or {@code first}, the first of them.
 *
 * @param size its extents
 * @param tensors by the names of a model of its graph; {@code position.table} holds what all tokens have in common too. Not to be
 *     modified.
 */
public record Encoder(EncoderSize size, Map<String, float[]> tensors) {
    /** The node whose output is the mean over tokens. */
    public static final String POOLED = "mean";

    private static final String FIRST = "first";

    /** Name of a layer's node. */
    public static String node(int layer, String what) {
        return "layers." + layer + "." + what;
    }

    /** The graph of such an encoder whose embedding is the mean over tokens. */
    public static Graph graph(EncoderSize size, int tokens) {
        return graph(size, tokens, Mean.Over.POSITIONS);
    }

    /**
     * The graph of such an encoder.
     *
     * @param tokens most tokens of a text
     * @param pooled what its embedding is: the mean over tokens, or the first of them, as the encoder was trained for
     */
    public static Graph graph(EncoderSize size, int tokens, Mean.Over pooled) {
        final GraphBuilder graph = new GraphBuilder()
                .input("tokens", new Shape(1, 1, tokens))
                .node("word", new Embedding(size.entries(), size.hidden(), Embedding.Of.NUMBER, true), "tokens")
                .node("position", new Embedding(size.positions(), size.hidden(), Embedding.Of.POSITION, true), "tokens")
                .node("embeddings.norm", norm(size), "word", "position");
        String before = "embeddings.norm";
        for (int l = 0; l < size.layers(); l++) {
            before = layer(graph, size, l, before);
        }
        final String name = pooled == Mean.Over.FIRST ? FIRST : POOLED;
        return graph.node(name, new Mean(pooled), before).build(name);
    }

    private static LayerNorm norm(EncoderSize size) {
        return new LayerNorm(size.epsilon(), true);
    }

    private static Linear linear(int out) {
        return new Linear(out, 1f, true, true);
    }

    private static String layer(GraphBuilder graph, EncoderSize size, int l, String before) {
        final String attention = node(l, "attention");
        graph.node(node(l, "query"), linear(size.hidden()), before)
                .node(node(l, "key"), linear(size.hidden()), before)
                .node(node(l, "value"), linear(size.hidden()), before)
                .node(attention, new Attention(size.heads(), false), node(l, "query"))
                .edge(Edge.of(node(l, "key"), attention).into(1))
                .edge(Edge.of(node(l, "value"), attention).into(2))
                .node(node(l, "out"), linear(size.hidden()), attention)
                .node(node(l, "norm1"), norm(size), node(l, "out"), before)
                .node(node(l, "up"), linear(size.intermediate()), node(l, "norm1"))
                .node(node(l, "gelu"), new Activation(Activation.Function.GELU, 1f), node(l, "up"))
                .node(node(l, "down"), linear(size.hidden()), node(l, "gelu"))
                .node(node(l, "norm2"), norm(size), node(l, "down"), node(l, "norm1"));
        return node(l, "norm2");
    }

    /**
     * A model for texts of at most so many tokens.
     *
     * @param tokens most tokens of a text, of which there are positions
     * @param metadata what the model's file says besides
     */
    public Model model(int tokens, Map<String, String> metadata) {
        return model(tokens, Mean.Over.POSITIONS, metadata);
    }

    /** The same with an embedding of its own. */
    public Model model(int tokens, Mean.Over pooled, Map<String, String> metadata) {
        if (tokens < 1 || tokens > size.positions()) {
            throw new IllegalArgumentException("tokens: expected from 1 to " + size.positions()
                    + " as the encoder has positions, found " + tokens);
        }
        return new Model(graph(size, tokens, pooled), tensors, Map.of(), Map.of(), metadata);
    }
}
