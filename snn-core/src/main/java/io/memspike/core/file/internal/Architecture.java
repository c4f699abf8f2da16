package io.memspike.core.file.internal;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The layers of a model file of version 1, a JSON array under {@code architecture}, as a graph. Nodes are named by the
 * position of their layer. A classifier is a chain, its read-out an integrator with the mean over the steps behind it. An
 * auto-encoder, which ends with a membrane, lists encoder, posterior, choice, prior, choice and decoder one after the other;
 * what connects them was known to whoever ran it.
 */
public final class Architecture {
    private static final List<String> TYPES = List.of(
            "conv2d",
            "linear",
            "lif",
            "avgpool2d",
            "readout",
            "convTranspose2d",
            "tdBatchNorm",
            "unflatten",
            "choice",
            "membrane");

    private static final int CAMERA_SIDE = 34;
    private static final int MOST_SIDE = 512; // of squares
    private static final int MOST_RECTANGLE = 128;

    private final StrictJson array;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>(); // channels or elements that a layer states, 0 for none
    private final Set<String> known = new LinkedHashSet<>();
    private int stated;

    private Architecture(StrictJson array) {
        this.array = array;
    }

    /** Sizes of inputs to try: the camera's, squares, then all rectangles. */
    private static Size candidate(int i) {
        if (i <= MOST_SIDE) {
            return Size.of(i == 0 ? CAMERA_SIDE : i);
        }
        final int rectangle = i - MOST_SIDE - 1;
        return new Size(1 + rectangle / MOST_RECTANGLE, 1 + rectangle % MOST_RECTANGLE);
    }

    /** The graph of an array. */
    public static Graph read(StrictJson array) throws FileFormatException {
        return new Architecture(array).graph();
    }

    private Graph graph() throws FileFormatException {
        String last = "no layers";
        for (final StrictJson each : array.elements("a JSON array of layers")) {
            final StrictJson layer = each.named("layer " + kinds.size());
            known.clear();
            known.add("type");
            stated = 0;
            last = layer.field("type").text();
            try {
                kinds.add(kind(last, layer));
            } catch (IllegalArgumentException e) {
                throw layer.failure(e.getMessage());
            }
            inputs.add(stated);
            layer.requireOnly(known);
        }
        try {
            if (last.equals("membrane")) {
                return autoEncoder();
            }
            return classifier();
        } catch (IllegalArgumentException e) {
            throw array.failure(e.getMessage());
        }
    }

    /** The first shape that fits, for files do not say. Events say it again. */
    private Graph classifier() {
        final List<Kind> chain = new ArrayList<>(kinds);
        if (!(chain.isEmpty()) && chain.get(chain.size() - 1) instanceof Integrator) {
            chain.add(new Mean());
        } else {
            throw new IllegalArgumentException("expected a readout as the last layer, found "
                    + (chain.isEmpty()
                            ? "no layers"
                            : chain.get(chain.size() - 1).type()));
        }
        if (!(chain.get(0) instanceof Conv2d)) {
            return checked(Graph.chain(Shape.vector(Math.max(1, inputs.get(0))), chain));
        }
        final int channels = inputs.get(0);
        IllegalArgumentException refusal = null;
        for (int i = 0; i < 1 + MOST_SIDE + MOST_RECTANGLE * MOST_RECTANGLE; i++) {
            final Size size = candidate(i);
            try {
                return checked(Graph.chain(new Shape(channels, size.height(), size.width()), chain));
            } catch (IllegalArgumentException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        throw refusal;
    }

    /** What layers state of their inputs must be so. */
    private Graph checked(Graph graph) {
        for (int i = 0; i < kinds.size(); i++) {
            final Shape input = graph.input(Integer.toString(i));
            final int found = kinds.get(i) instanceof Linear ? input.size() : input.channels();
            if (inputs.get(i) != 0 && inputs.get(i) != found) {
                throw new IllegalArgumentException("layer " + i + ": "
                        + kinds.get(i).type() + ": expected an input of "
                        + inputs.get(i) + (kinds.get(i) instanceof Linear ? " elements" : " channels") + ", found "
                        + input);
            }
        }
        return graph;
    }

    private Graph autoEncoder() {
        final int features = first(0, i -> kinds.get(i) instanceof Linear);
        final int posterior = first(features + 1, i -> kinds.get(i) instanceof Linear);
        final int z = first(posterior, i -> kinds.get(i) instanceof Choice);
        final int prior = first(z + 1, i -> kinds.get(i) instanceof Choice);
        final int membrane = kinds.size() - 1;
        if (!(kinds.get(membrane - 1) instanceof ConvTranspose2d conv)) {
            throw new IllegalArgumentException(
                    "layer " + membrane + ": expected a membrane behind convTranspose2d, found " + "one behind "
                            + kinds.get(membrane - 1).type());
        }
        kinds.set(membrane - 1, conv.withBias()); // the membrane's bias is the convolution's
        final List<Node> nodes = new ArrayList<>();
        final List<Edge> edges = new ArrayList<>();
        nodes.add(new Node("input", new Input(new Shape(1, 1, 1))));
        for (int i = 0; i < kinds.size(); i++) {
            final String name = Integer.toString(i);
            nodes.add(new Node(name, kinds.get(i)));
            if (i == posterior) {
                edges.add(Edge.of(Integer.toString(i - 1), "concat"));
                edges.add(Edge.delayed(Integer.toString(z), "concat", 1).into(1).detached());
                edges.add(Edge.of("concat", name));
            } else if (i == z + 1) {
                edges.add(Edge.delayed(Integer.toString(z), name, 1).detached());
            } else {
                final int from = i == prior + 1 ? z : i - 1;
                edges.add(Edge.of(i == 0 ? "input" : Integer.toString(from), name));
            }
        }
        nodes.add(new Node("concat", new Concat(2)));
        nodes.add(new Node("picture", new Activation(Activation.Function.TANH, 1f)));
        edges.add(Edge.of(Integer.toString(membrane), "picture"));
        IllegalArgumentException refusal = null;
        for (int side = 1; side <= MOST_SIDE; side++) {
            nodes.set(0, new Node("input", new Input(new Shape(1, side, side))));
            try {
                return pictured(checked(new Graph(nodes, edges, List.of("picture", Integer.toString(prior)))));
            } catch (IllegalArgumentException e) {
                refusal = e;
            }
        }
        throw refusal;
    }

    /** Strides round: several images lead to the same features, one of them has the picture's shape. */
    private static Graph pictured(Graph graph) {
        if (!graph.shape("picture").equals(graph.input())) {
            throw new IllegalArgumentException(
                    "expected a picture of the image's shape " + graph.input() + ", found " + graph.shape("picture"));
        }
        return graph;
    }

    private int first(int from, IntPredicate condition) {
        return IntStream.range(from, kinds.size())
                .filter(condition)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the layers of a spiking auto-encoder, found "
                        + kinds.stream().map(Kind::type).toList()));
    }

    private Kind kind(String type, StrictJson layer) throws FileFormatException {
        return switch (type) {
            case "conv2d" -> {
                stated = size(layer, "in");
                yield new Conv2d(
                        integer(layer, "out", null),
                        integer(layer, "kernel", null),
                        integer(layer, "stride", 1),
                        integer(layer, "padding", 0),
                        number(layer, "weightScale", 1f));
            }
            case "linear" -> {
                stated = size(layer, "in");
                yield new Linear(integer(layer, "out", null), number(layer, "weightScale", 1f));
            }
            case "convTranspose2d" -> {
                stated = size(layer, "in");
                yield new ConvTranspose2d(
                        integer(layer, "out", null),
                        integer(layer, "kernel", null),
                        integer(layer, "stride", 1),
                        integer(layer, "padding", 0),
                        integer(layer, "outputPadding", 0),
                        number(layer, "weightScale", 1f));
            }
            case "tdBatchNorm" -> {
                stated = size(layer, "channels");
                yield new TdBatchNorm(
                        number(layer, "alpha", 1f), number(layer, "threshold", null), number(layer, "epsilon", 1e-5f));
            }
            case "lif" ->
                new Lif(
                        number(layer, "retain", null),
                        number(layer, "threshold", null),
                        number(layer, "leakySlope", null),
                        number(layer, "surrogateCentre", number(layer, "threshold", null)));
            case "unflatten" ->
                new Unflatten(
                        integer(layer, "channels", null),
                        integer(layer, "height", null),
                        integer(layer, "width", null));
            case "choice" -> new Choice(integer(layer, "of", null));
            case "membrane" -> {
                stated = size(layer, "channels");
                yield new Integrator(number(layer, "retain", null), 1f);
            }
            case "avgpool2d" -> new AvgPool(integer(layer, "kernel", null));
            case "readout" -> Integrator.readout(number(layer, "leakySlope", 0.1f));
            default -> throw layer.field("type").refusal("one of " + TYPES);
        };
    }

    private float number(StrictJson layer, String name, Float otherwise) throws FileFormatException {
        known.add(name);
        return otherwise != null && !layer.has(name)
                ? otherwise
                : layer.field(name).floatNumber();
    }

    private int size(StrictJson layer, String name) throws FileFormatException {
        known.add(name);
        return layer.field(name).wholeNumber(1, Integer.MAX_VALUE);
    }

    private int integer(StrictJson layer, String name, Integer otherwise) throws FileFormatException {
        known.add(name);
        return otherwise != null && !layer.has(name)
                ? otherwise
                : layer.field(name).wholeNumber(-Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
