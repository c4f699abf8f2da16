package io.memspike.interchange.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Spikes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of a graph whose shapes are known: parameters have to fit them. */
final class NirTensors {
    private final NirGraph nir;
    private final Discretisation by;
    private final Graph graph;
    private final List<NirKinds.Pending> pending;
    private final Set<String> flattened;

    /** @param flattened nodes whose Flatten is left out */
    NirTensors(NirGraph nir, Discretisation by, Graph graph, List<NirKinds.Pending> pending, Set<String> flattened) {
        this.flattened = flattened;
        this.nir = nir;
        this.by = by;
        this.graph = graph;
        final List<String> order = graph.schedule().order();
        final Map<String, Integer> positions = new HashMap<>();
        order.forEach(node -> positions.put(node, positions.size()));
        this.pending = pending.stream() // so that what does not fit is told where it begins
                .sorted(Comparator.comparing(each -> positions.get(each.node())))
                .toList();
    }

    Map<String, float[]> tensors() throws FileFormatException {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final NirKinds.Pending each : pending) {
            requireVector(each);
            tensors.put(Model.name(each.node(), each.tensor()), fitting(each));
        }
        for (final NirKinds.Pending each : pending) {
            requirePositive(each);
        }
        if (by.gain() == Gain.WHOLE) {
            graph.nodes().stream()
                    .filter(node -> node.kind() instanceof LifNir || node.kind() instanceof Li)
                    .forEach(node -> whole(node.name(), tensors));
        }
        return tensors;
    }

    /** Time constants are above 0, and thresholds that fit into potentials several times. */
    private void requirePositive(NirKinds.Pending each) throws FileFormatException {
        final boolean isThreshold =
                each.tensor().equals("vThreshold") && each.of().type() != NirType.THRESHOLD;
        if (each.tensor().startsWith("tau") || isThreshold && by.spikes() == Spikes.MANY) {
            new NodeNumbers(nir, each.of()).requirePositive(each.parameter());
        }
    }

    /** What is added whole is divided before by the share that will be taken of it. */
    private void whole(String node, Map<String, float[]> tensors) {
        final float[] tau = tensors.get(Model.name(node, "tau"));
        final float[] r = tensors.get(Model.name(node, "r"));
        for (int i = 0; i < r.length; i++) {
            r[i] = (float) (r[i] / by.integrator().share(by.dt(), tau[i]));
        }
    }

    /** NIR's weights go along the last axis alone. */
    private void requireVector(NirKinds.Pending each) throws FileFormatException {
        if (graph.node(each.node()).kind() instanceof Linear && !flattened.contains(each.node())) {
            final Shape input = graph.input(each.node());
            if (input.positions() > 1) {
                throw nir.refusal(each.of().name(), "", "a vector, as behind a Flatten", "an input of " + input);
            }
        }
    }

    private float[] fitting(NirKinds.Pending each) throws FileFormatException {
        final TensorSpec spec = graph.tensors(each.node()).stream()
                .filter(tensor -> tensor.name().equals(each.tensor()))
                .findFirst()
                .orElseThrow();
        final NirTensor values = each.values();
        final boolean fits = each.rank() > 0
                ? values.extents(each.rank()).equals(spec.extents())
                : values.isSingle() || values.wideExtents().equals(wide(spec));
        if (!fits) {
            throw nir.refusal(
                    each.of().name(),
                    each.parameter(),
                    "extents " + spec.shapeText() + " for an input of " + graph.input(each.node()),
                    values.extents());
        }
        return values.floats(spec.size());
    }

    private static List<Integer> wide(TensorSpec spec) {
        return spec.extents().stream().filter(extent -> extent != 1).toList();
    }
}
