package io.memspike.interchange.lava;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.shape.Delay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a model of a network of lava-dl. */
final class LavaConversion {
    private static final String INPUT = "input";

    private final LavaNet net;
    private final Shape input;
    private final float[] drive;
    private final boolean isLate;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final List<String> blocks = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private String last = INPUT;
    private Shape shape; // of what leaves it

    LavaConversion(LavaNet net, Shape input, float[] drive, boolean isLate) {
        this.net = net;
        this.input = input;
        this.drive = drive;
        this.isLate = isLate;
        this.shape = input;
    }

    LavaModel model() throws FileFormatException {
        nodes.add(new Node(INPUT, new Input(input)));
        for (final LavaLayer layer : net.layers()) {
            try {
                add(layer);
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(net.file() + ": layer " + layer.position() + ": " + e.getMessage());
            }
        }
        if (blocks.isEmpty()) {
            throw new FileFormatException(net.file(), "layer", "a layer with neurons", "none");
        }
        try {
            final Graph graph = new Graph(nodes, edges, List.of(last));
            return new LavaModel(new Model(graph, tensors, Map.of(), Map.of(), Map.of()), blocks, positions);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(net.file() + ": " + e.getMessage());
        }
    }

    private void add(LavaLayer layer) throws FileFormatException {
        if (!layer.hasNeurons()) {
            return; // files hold what is flat in the order in which weights take it
        }
        if (layer.type().equals("flatten")) {
            throw new IllegalArgumentException("flatten: expected no neurons, found some");
        }
        final String name = String.valueOf(layer.position());
        final boolean isInput = layer.isInput();
        String from = last;
        Shape here = shape;
        if (!isInput) {
            final boolean isBefore = isDelayBefore(layer);
            if (isBefore) {
                from = delay(name + ".delay", layer, from, here, isLate && !blocks.isEmpty());
            }
            final Node weights = weights(layer, name + ".w", here);
            nodes.add(weights);
            edges.add(Edge.delayed(from, weights.name(), isLate && !blocks.isEmpty() && !isBefore ? 1 : 0));
            from = weights.name();
            here = weights.kind().output(here);
        }
        if (!here.equals(layer.shape())) {
            throw new IllegalArgumentException("shape: expected " + here + ", as it follows, found " + layer.shape());
        }
        final float[] bias = isInput && drive != null ? drive : layer.bias();
        final boolean hasBias = bias.length > 0;
        nodes.add(new Node(
                name,
                new LoihiLif(
                        layer.neuron().currentDecay(),
                        layer.neuron().voltageDecay(),
                        layer.neuron().threshold(),
                        hasBias,
                        Surrogate.PRIME)));
        if (hasBias) {
            tensors.put(Model.name(name, "bias"), spread(layer, bias, here));
        }
        edges.add(Edge.of(from, name));
        if (layer.recurrent().length > 0) {
            recurrent(layer, name, here);
        }
        last = name;
        shape = here;
        if (layer.delay().length > 0 && !isInput && isDelayBehind(layer)) {
            last = delay(name + ".delay", layer, name, here, false);
        }
        blocks.add(last);
        positions.add(layer.position());
    }

    private void recurrent(LavaLayer layer, String name, Shape here) {
        nodes.add(new Node(name + ".back", new Linear(here.size(), 1f)));
        requireLength(layer, "weight_rec", layer.recurrent().length, here.size() * here.size());
        tensors.put(Model.name(name + ".back", "weight"), layer.recurrent());
        edges.add(Edge.of(name, name + ".back"));
        edges.add(Edge.delayed(name + ".back", name, 1));
    }

    private static boolean isDelayBehind(LavaLayer layer) {
        final int n = layer.delay().length;
        return n == 1 || n == layer.shape().size();
    }

    /** One delay for each input; where there are as many neurons, it is theirs. */
    private static boolean isDelayBefore(LavaLayer layer) {
        return !layer.type().equals("conv")
                && !isDelayBehind(layer)
                && layer.delay().length == layer.weightExtents().get(1);
    }

    private String delay(String name, LavaLayer layer, String from, Shape here, boolean isOnItsWay) {
        final boolean isOne = layer.delay().length == 1;
        nodes.add(new Node(name, new Delay(isOne ? Per.ONE : Per.ELEMENT)));
        tensors.put(Model.name(name, "delay"), layer.delay());
        edges.add(Edge.delayed(from, name, isOnItsWay ? 1 : 0));
        return name;
    }

    private Node weights(LavaLayer layer, String name, Shape here) {
        final List<Integer> extents = layer.weightExtents();
        final boolean isDelayed = layer.delay().length > 0 && !isDelayBehind(layer) && !isDelayBefore(layer);
        final Kind kind;
        if (layer.window() != null) {
            final LavaWindow window = layer.window();
            if (isDelayed) {
                throw new IllegalArgumentException(
                        "delay: expected one, or one a neuron, found " + layer.delay().length);
            }
            kind = new Conv2d(
                    extents.get(0),
                    new Size(extents.get(2), extents.get(3)),
                    window.stride(),
                    window.padding(),
                    window.dilation(),
                    window.groups(),
                    1f,
                    false);
        } else if (isDelayed) {
            requireLength(layer, "delay", layer.delay().length, layer.weight().length);
            return delayed(layer, name, extents);
        } else {
            kind = new Linear(extents.get(0), 1f);
        }
        final TensorSpec spec = kind.tensors(List.of(here)).get(0);
        if (!spec.extents().equals(extents)) {
            throw new IllegalArgumentException(
                    "weight: expected extents " + spec.shapeText() + " for an input of " + here + ", found " + extents);
        }
        tensors.put(Model.name(name, "weight"), layer.weight());
        return new Node(name, kind);
    }

    /** Every connection has a delay of its own. */
    private Node delayed(LavaLayer layer, String name, List<Integer> extents) {
        final int[] used = IntStream.range(0, layer.weight().length)
                .filter(c -> layer.weight()[c] != 0)
                .toArray();
        final int in = extents.get(1);
        final float[] weights = new float[used.length];
        for (int c = 0; c < used.length; c++) {
            weights[c] = layer.weight()[used[c]];
        }
        tensors.put(Model.name(name, "weight"), weights);
        return new Node(
                name,
                new Sparse(
                        extents.get(0),
                        new Connections(
                                Arrays.stream(used).map(c -> c % in).toArray(),
                                Arrays.stream(used).map(c -> c / in).toArray(),
                                Arrays.stream(used)
                                        .map(c -> (int) layer.delay()[c])
                                        .toArray())));
    }

    /** A bias for each neuron, in the order of files. */
    private static float[] spread(LavaLayer layer, float[] bias, Shape here) {
        final float[] spread = new float[here.size()];
        if (bias.length == spread.length) {
            return bias;
        }
        if (bias.length != 1) {
            requireLength(layer, "bias", bias.length, here.channels());
        }
        for (int i = 0; i < spread.length; i++) {
            spread[i] = bias[bias.length == 1 ? 0 : i / here.positions()];
        }
        return spread;
    }

    private static void requireLength(LavaLayer layer, String what, int found, int expected) {
        Kind.require(found == expected, "%s: expected %d numbers, found %d", what, expected, found);
    }
}
