package io.memspike.interchange;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.run.Steps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Random graphs of all kinds that there are on the class path: records are filled by the types of their components, and kept
 * where their constructors and the graph take them. Several inputs, edges that add up, delays, loops, ports, detached edges,
 * any names, nodes in any order.
 */
final class AnyGraph {
    private static final int TRIES = 200;
    private static final List<String> NAMES = List.of("", "c", "0", "-", "_", "a.b", "on", "true", "1e5", "null", "--");
    private static final Map<String, Class<? extends Kind>> KINDS = kinds();

    private final RandomStream random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    private AnyGraph(RandomStream random) {
        this.random = random;
    }

    private static Map<String, Class<? extends Kind>> kinds() {
        final Map<String, Class<? extends Kind>> kinds =
                new TreeMap<>(Steps.known().kinds());
        kinds.put("input", Input.class);
        return kinds;
    }

    /** Names of all kinds. */
    static List<String> types() {
        return List.copyOf(KINDS.keySet());
    }

    /** The next graph of a stream. */
    static Graph of(RandomStream random) {
        return new AnyGraph(random).graph();
    }

    private Graph graph() {
        final boolean isPlain = random.nextInt(2) == 0;
        nodes.add(new Node(isPlain ? "input" : name(), new Input(shape())));
        for (int i = random.nextInt(3) / 2; i > 0; i--) {
            nodes.add(new Node(name(), new Input(shape())));
        }
        for (int i = 3 + random.nextInt(8); i > 0 || nodes.size() < 3; i--) {
            grow();
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            addEdge();
        }
        final List<Node> shuffled = new ArrayList<>(nodes);
        final int from = isPlain ? 1 : 0;
        for (int i = shuffled.size() - 1; i > from; i--) {
            final int other = from + random.nextInt(i - from + 1);
            final Node node = shuffled.set(i, shuffled.get(other));
            shuffled.set(other, node);
        }
        return new Graph(shuffled, edges, outputs());
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size())) + nodes.size();
    }

    private Shape shape() {
        return switch (random.nextInt(3)) {
            case 0 -> Shape.vector(1 + random.nextInt(6));
            case 1 -> new Shape(1 + random.nextInt(4), 1, 1 + random.nextInt(9));
            default -> new Shape(1 + random.nextInt(4), 1 + random.nextInt(8), 1 + random.nextInt(8));
        };
    }

    /** Ends first; then any, of which the last is always one. */
    private List<String> outputs() {
        final List<String> ends = new ArrayList<>(nodes.stream()
                .map(Node::name)
                .filter(name -> edges.stream().noneMatch(edge -> edge.from().equals(name)))
                .toList());
        for (final Node node : nodes) {
            final List<String> more = new ArrayList<>(ends);
            more.add(node.name());
            if (!isGraph(ends) && isGraph(more)
                    || ends.isEmpty()
                    || random.nextInt(8) == 0 && !ends.contains(node.name())) {
                ends.add(node.name());
            }
        }
        return isGraph(ends) ? ends : nodes.stream().map(Node::name).toList();
    }

    private boolean isGraph(List<String> outputs) {
        try {
            new Graph(nodes, edges, outputs);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isGraph() {
        return isGraph(nodes.stream().map(Node::name).toList());
    }

    private void grow() {
        final List<String> types =
                types().stream().filter(type -> !type.equals("input")).toList();
        final String type = types.get(random.nextInt(types.size())); // some fit in few places: one after the other
        for (int i = 0; i < TRIES; i++) {
            final Optional<Object> kind = record(KINDS.get(type));
            if (kind.isPresent() && isAdded((Kind) kind.get())) {
                return;
            }
        }
    }

    private boolean isAdded(Kind kind) {
        final int before = edges.size();
        final Node node = new Node(name(), kind);
        final String same = any();
        nodes.add(node);
        for (int port = 0; port < kind.ports(); port++) {
            edges.add(edge(random.nextInt(2) == 0 ? same : any(), node.name(), port));
        }
        if (isGraph()) {
            return true;
        }
        nodes.remove(nodes.size() - 1);
        edges.subList(before, edges.size()).clear();
        return false;
    }

    private String any() {
        return nodes.get(random.nextInt(nodes.size())).name();
    }

    private Edge edge(String from, String to, int port) {
        final int delay = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
        return new Edge(from, to, port, delay, random.nextInt(6) == 0);
    }

    /** From anywhere to anywhere, if it fits; also a loop. */
    private void addEdge() {
        for (int i = 0; i < TRIES; i++) {
            final Node to = nodes.get(random.nextInt(nodes.size()));
            edges.add(
                    edge(any(), to.name(), random.nextInt(Math.max(1, to.kind().ports()))));
            if (isGraph()) {
                return;
            }
            edges.remove(edges.size() - 1);
        }
    }

    /** A record with random components, if its constructor takes them. */
    private Optional<Object> record(Class<?> type) {
        final RecordComponent[] components = type.getRecordComponents();
        final Class<?>[] types = new Class<?>[components.length];
        final Object[] values = new Object[components.length];
        final int length = 1 + random.nextInt(4); // of lists that belong together
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            final Optional<Object> value = value(types[i], length);
            if (value.isEmpty()) {
                return value;
            }
            values[i] = value.get();
        }
        try {
            return Optional.of(type.getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<Object> value(Class<?> type, int length) {
        if (type == int.class) {
            return Optional.of(random.nextInt(7));
        }
        if (type == float.class) {
            return Optional.of(
                    switch (random.nextInt(4)) {
                        case 0 -> 1f;
                        case 1 -> random.nextFloat();
                        case 2 -> -random.nextFloat() * 1e-7f;
                        default -> (float) StrictMath.exp(20 * random.nextGaussian());
                    });
        }
        if (type == boolean.class) {
            return Optional.of(random.nextInt(2) == 0);
        }
        if (type.isEnum()) {
            return Optional.of(type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)]);
        }
        if (type == Size.class) {
            return Optional.of(
                    random.nextInt(2) == 0
                            ? Size.of(random.nextInt(4))
                            : new Size(random.nextInt(4), random.nextInt(4)));
        }
        if (type == int[].class) {
            final int[] numbers = new int[length];
            for (int i = 0; i < length; i++) {
                numbers[i] = random.nextInt(4);
            }
            return Optional.of(numbers);
        }
        return record(type);
    }
}
