package io.memspike.memristor.hardware;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What each matrix of a graph lies on: the one way in which weights come onto hardware, in service, in training and in
 * studies. It knows a matrix by its node's name and its {@link io.memspike.core.kind.matrix.Unfolding} alone, so that every
 * kind with weights goes onto every hardware. A model's metadata holds it as JSON under {@value #KEY}.
 *
 * @param standard what nodes lie on that nothing else is said of
 * @param byNode what single nodes lie on, by name
 * @param digital names of nodes that lie in memory, and are computed exactly
 * @param seed seed of devices, faults, ageing and read noise
 * @param fullScales of the converters, where they have been found; a file holds them as {@link FullScales} says
 */
public record Placement(
        Hardware standard, Map<String, Hardware> byNode, Set<String> digital, long seed, FullScales fullScales) {
    /** The metadata's key. */
    public static final String KEY = "placement";

    public Placement {
        Objects.requireNonNull(standard);
        Objects.requireNonNull(fullScales);
        byNode = Collections.unmodifiableMap(new TreeMap<>(byNode));
        digital = Collections.unmodifiableSet(new TreeSet<>(digital));
        for (final String node : digital) {
            if (byNode.containsKey(node)) {
                throw new IllegalArgumentException(
                        "placement: node " + node + ": expected hardware or none, found both");
            }
        }
    }

    /** All nodes on the same hardware. */
    public Placement(Hardware standard, long seed) {
        this(standard, Map.of(), Set.of(), seed, FullScales.NONE);
    }

    /**
     * A placement from its JSON.
     *
     * @param json as {@link #toJson} writes it
     * @param graph whose nodes it places
     * @throws IllegalArgumentException where it is none, or names nodes that have no weights
     */
    public static Placement of(String json, Graph graph) {
        try {
            final StrictJson read = StrictJson.parse(KEY, json);
            final Placement found = read.as(PlacementJson.class).placement();
            requireMatrices(graph, read.field("byNode"), found.byNode.keySet());
            requireMatrices(graph, read.field("digital"), found.digital);
            return found;
        } catch (FileFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void requireMatrices(Graph graph, StrictJson where, Collection<String> nodes)
            throws FileFormatException {
        for (final String name : nodes) {
            if (!graph.has(name) || !(graph.node(name).kind() instanceof MatrixKind)) {
                throw where.failure("expected names of nodes with weights, found '" + name + "'");
            }
        }
    }

    /** This as JSON, in one line, without full scales. */
    public String toJson() {
        return PlacementJson.of(this).text();
    }

    /** The same with other standard hardware. */
    public Placement with(Hardware other) {
        return new Placement(other, byNode, digital, seed, fullScales);
    }

    /** The same with all hardware changed, that of single nodes, too. */
    public Placement each(UnaryOperator<Hardware> change) {
        final Map<String, Hardware> all = new TreeMap<>(byNode);
        all.replaceAll((node, hardware) -> change.apply(hardware));
        return new Placement(change.apply(standard), all, digital, seed, fullScales);
    }

    /** The same with other hardware for one node. */
    public Placement with(String node, Hardware other) {
        final Map<String, Hardware> all = new TreeMap<>(byNode);
        all.put(node, other);
        final Set<String> rest = new TreeSet<>(digital);
        rest.remove(node);
        return new Placement(standard, all, rest, seed, fullScales);
    }

    /** The same with these nodes, and no others, in memory. */
    public Placement withDigital(Set<String> nodes) {
        final Map<String, Hardware> rest = new TreeMap<>(byNode);
        rest.keySet().removeAll(nodes);
        return new Placement(standard, rest, nodes, seed, fullScales);
    }

    /** The same with devices and read noise of another seed; converters stay as they were drawn. */
    public Placement withSeed(long other) {
        return new Placement(standard, byNode, digital, other, fullScales);
    }

    /** The same with converters of other full scales. */
    public Placement with(FullScales other) {
        return new Placement(standard, byNode, digital, seed, other);
    }

    /** Whether a node lies in memory. */
    public boolean isDigital(String node) {
        return digital.contains(node);
    }

    /**
     * What a node lies on.
     *
     * @throws IllegalArgumentException where that is memory
     */
    public Hardware of(String node) {
        if (digital.contains(node)) {
            throw new IllegalArgumentException("placement: node " + node + ": expected hardware, found it digital");
        }
        return byNode.getOrDefault(node, standard);
    }

    /**
     * A graph on its hardware.
     *
     * @param graph the graph, which numbers its nodes: all random draws are named by these numbers
     * @param weights what is placed
     * @param kernels inner loops
     */
    public Placed on(Graph graph, Weights weights, Kernels kernels) {
        return new Placed(this, graph, weights, kernels);
    }
}
