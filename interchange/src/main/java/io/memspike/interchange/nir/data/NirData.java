package io.memspike.interchange.nir.data;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Kind;
import io.memspike.interchange.internal.HdfNumbers;
import io.memspike.interchange.internal.HdfOutput;
import io.memspike.interchange.internal.HdfTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NIRData: what nodes of a graph in NIR did, by node and observable, on a grid or in events. Nodes of graphs in the graph have
 * dots in their names.
 *
 * @param file where it is from, for messages
 * @param nodes signals by observable, by node
 */
public record NirData(Object file, Map<String, Map<String, NirSignal>> nodes) {
    private static final String TYPE = "__type__";
    private static final int MOST_DEPTH = 32;

    public NirData {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is torn, or holds something else: file, place, expected, found
     * @throws IOException where it cannot be read
     */
    public static NirData read(Path file) throws IOException {
        return HdfTree.read(file, root -> {
            final Map<String, Map<String, NirSignal>> nodes = new LinkedHashMap<>();
            requireType(root, "NIRGraphData");
            addGraph(root, "", nodes, 0);
            return new NirData(file, nodes);
        });
    }

    private static String requireType(HdfTree.Branch branch, String... expected) throws FileFormatException {
        final String type = branch.attributeText(TYPE);
        if (!List.of(expected).contains(String.valueOf(type))) {
            throw branch.refusal(
                    "an attribute " + TYPE + ", one of " + List.of(expected), type == null ? "none" : type);
        }
        return type;
    }

    private static void addGraph(
            HdfTree.Branch graph, String prefix, Map<String, Map<String, NirSignal>> nodes, int depth)
            throws FileFormatException {
        if (depth > MOST_DEPTH) {
            throw graph.refusal("graphs in graphs of at most " + MOST_DEPTH + " levels", "more");
        }
        final HdfTree.Branch all = graph.branch("nodes");
        for (final String name : all.names()) {
            final HdfTree.Branch node = all.branch(name);
            if (requireType(node, "NIRNodeData", "NIRGraphData").equals("NIRGraphData")) {
                addGraph(node, prefix + name + ".", nodes, depth + 1);
                continue;
            }
            final Map<String, NirSignal> signals = new LinkedHashMap<>();
            final HdfTree.Branch observables = node.branch("observables");
            for (final String observable : observables.names()) {
                signals.put(observable, signal(observables.branch(observable)));
            }
            nodes.put(prefix + name, Collections.unmodifiableMap(signals));
        }
    }

    private static NirSignal signal(HdfTree.Branch signal) throws FileFormatException {
        final String type = requireType(signal, "TimeGriddedData", "EventData", "ValuedEventData");
        if (type.equals("TimeGriddedData")) {
            final HdfNumbers data = signal.numbers("data");
            if (data.extents().size() != 3) {
                throw signal.refusal("data", "extents [samples, steps, neurons]", data.extents());
            }
            final double dt = signal.attributeNumber("dt");
            return new NirSignal.Gridded(
                    data.extents().get(0), data.extents().get(1), data.extents().get(2), dt, floats(data));
        }
        final HdfNumbers index = signal.numbers("idx");
        final HdfNumbers time = signal.anyNumbers("time");
        final HdfNumbers value = type.equals("EventData") ? null : signal.numbers("value");
        if (index.extents().size() != 2
                || !index.extents().equals(time.extents())
                || value != null && !index.extents().equals(value.extents())) {
            throw signal.refusal(
                    "idx, time and value of the same extents [samples, events]",
                    index.extents() + " and " + time.extents() + (value == null ? "" : " and " + value.extents()));
        }
        final double neurons = signal.attributeNumber("n_neurons");
        if (neurons < 1 || neurons > Integer.MAX_VALUE || neurons != Math.rint(neurons)) {
            throw signal.refusal("an attribute n_neurons, a whole number of at least 1", neurons);
        }
        final int[] indices = new int[index.values().length];
        for (int e = 0; e < indices.length; e++) {
            indices[e] = (int) index.values()[e];
            if (indices[e] != index.values()[e] || indices[e] < -1) {
                throw signal.refusal("idx", "whole numbers from -1", index.values()[e] + " at " + e);
            }
        }
        return new NirSignal.Events(
                index.extents().get(0),
                indices,
                time.values(),
                value == null ? null : floats(value),
                (int) neurons,
                signal.attributeNumber("t_max"));
    }

    private static float[] floats(HdfNumbers numbers) {
        final float[] floats = new float[numbers.values().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.values()[i];
        }
        return floats;
    }

    /**
     * Writes it, replacing an earlier file in one step. Names of nodes keep their dots: no graphs in the graph are written.
     *
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void write(Path target) throws IOException {
        HdfOutput.write(target, root -> {
            root.attribute(TYPE, "NIRGraphData");
            final HdfOutput all = root.group("nodes");
            for (final Map.Entry<String, Map<String, NirSignal>> node : nodes.entrySet()) {
                final HdfOutput group = all.group(node.getKey());
                group.attribute(TYPE, "NIRNodeData");
                final HdfOutput observables = group.group("observables");
                for (final Map.Entry<String, NirSignal> signal : node.getValue().entrySet()) {
                    write(signal.getValue(), observables.group(signal.getKey()));
                }
            }
        });
    }

    private static void write(NirSignal signal, HdfOutput into) {
        if (signal instanceof NirSignal.Gridded grid) {
            into.attribute(TYPE, "TimeGriddedData");
            into.attribute("dt", grid.dt());
            into.numbers("data", numbers(grid.data(), grid.samples(), grid.steps(), grid.neurons()), false);
            return;
        }
        final NirSignal.Events events = (NirSignal.Events) signal;
        final int each = events.index().length / Math.max(events.samples(), 1);
        Kind.require(each > 0, "events: expected at least one place for an event, found %d", each);
        into.attribute(TYPE, events.value() == null ? "EventData" : "ValuedEventData");
        into.attribute("n_neurons", (long) events.neurons());
        into.attribute("t_max", events.duration());
        final double[] index = new double[events.index().length];
        for (int e = 0; e < index.length; e++) {
            index[e] = events.index()[e];
        }
        into.numbers("idx", new HdfNumbers(List.of(events.samples(), each), index), true);
        into.numbers("time", new HdfNumbers(List.of(events.samples(), each), events.time()), false);
        if (events.value() != null) {
            into.numbers("value", numbers(events.value(), events.samples(), each), false);
        }
    }

    private static HdfNumbers numbers(float[] floats, Integer... extents) {
        final double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return new HdfNumbers(List.of(extents), values);
    }
}
