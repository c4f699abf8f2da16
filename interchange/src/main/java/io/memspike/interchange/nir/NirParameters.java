package io.memspike.interchange.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.interchange.nir.internal.CommonTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What nodes of a model become in NIR, and which tensors become which parameters. */
final class NirParameters {
    private final CommonTime.Refusal refusal;
    private final Model model;
    private final Graph graph;
    private final float dt;
    private final List<String> notes;

    NirParameters(CommonTime.Refusal refusal, Model model, float dt, List<String> notes) {
        this.refusal = refusal;
        this.model = model;
        this.graph = model.graph();
        this.dt = dt;
        this.notes = notes;
    }

    /** Extents as files have them: [C], [C, L] or [C, H, W]. */
    static List<Integer> extents(Shape shape) {
        return extents(shape, shape.positions() == 1 ? 1 : shape.height() == 1 ? 2 : 3);
    }

    private static List<Integer> extents(Shape shape, int rank) {
        return switch (rank) {
            case 1 -> List.of(shape.size());
            case 2 -> List.of(shape.channels(), shape.width());
            default -> List.of(shape.channels(), shape.height(), shape.width());
        };
    }

    static NirTensor filled(List<Integer> extents, double value) {
        final double[] values =
                new double[extents.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        return new NirTensor(extents, values);
    }

    /** The extents that a node's output has, with those of 1 behind convolutions. */
    List<Integer> said(String node) {
        return extents(
                graph.shape(node),
                Math.max(
                        rank(node, graph.nodes().size()),
                        extents(graph.shape(node)).size()));
    }

    private int rank(String node, int left) {
        final Object kind = graph.node(node).kind();
        if (kind instanceof Conv2d || kind instanceof SumPool || kind instanceof AvgPool) {
            return 3;
        }
        if (kind instanceof Conv1d) {
            return 2;
        }
        if (kind instanceof MatrixKind || kind instanceof Flatten || left == 0) {
            return 1;
        }
        if (kind instanceof Input) {
            return graph.outOf(node).stream()
                    .map(edge -> graph.node(edge.to()).kind())
                    .mapToInt(to -> to instanceof Conv1d ? 2 : to instanceof Conv2d || to instanceof SumPool ? 3 : 1)
                    .max()
                    .orElse(1);
        }
        return rank(graph.into(node, 0).get(0).from(), left - 1);
    }

    /** The node that a node becomes. */
    NirNode of(Node node) throws FileFormatException {
        final Map<String, NirTensor> of = new LinkedHashMap<>();
        final Map<String, Object> hints = new LinkedHashMap<>();
        final NirType type = type(node, of, hints);
        return new NirNode(node.name(), type, of, hints);
    }

    private NirType type(Node node, Map<String, NirTensor> of, Map<String, Object> hints) throws FileFormatException {
        final String name = node.name();
        if (node.kind() instanceof Input) {
            of.put("shape", NirTensor.ofWhole(said(name)));
            return NirType.INPUT;
        } else if (node.kind() instanceof Flatten) {
            of.putAll(flatten(said(graph.into(name, 0).get(0).from())));
            return NirType.FLATTEN;
        } else if (node.kind() instanceof SumPool pool) {
            return pool(NirType.SUM_POOL2D, pool.kernel(), pool.stride(), pool.padding(), of);
        } else if (node.kind() instanceof AvgPool pool) {
            return pool(NirType.AVG_POOL2D, pool.kernel(), pool.stride(), pool.padding(), of);
        } else if (node.kind() instanceof MatrixKind) {
            return matrix(node, of, hints);
        } else if (node.kind() instanceof Scale scale) {
            each(node, scale.per(), of, hints, "scale", "scale");
            return NirType.SCALE;
        } else if (node.kind() instanceof Threshold threshold) {
            each(node, threshold.per(), of, hints, "vThreshold", "threshold");
            return NirType.THRESHOLD;
        } else if (node.kind() instanceof Delay delay) {
            each(node, delay.per(), of, hints, "delay", "delay");
            of.computeIfPresent("delay", (key, steps) -> times(steps, dt));
            return NirType.DELAY;
        } else if (node.kind() instanceof Concat concat
                && concat.ports() == 1
                && graph.outputs().contains(name)
                && graph.outOf(name).isEmpty()) {
            of.put("shape", NirTensor.ofWhole(said(name)));
            return NirType.OUTPUT; // which adds up
        }
        return neuron(node, of, hints);
    }

    /** Parameters of a Flatten of all axes. */
    static Map<String, NirTensor> flatten(List<Integer> extents) {
        return Map.of(
                "start_dim", NirTensor.of(0), "end_dim", NirTensor.of(-1), "input_type", NirTensor.ofWhole(extents));
    }

    private static NirType pool(NirType type, Size kernel, Size stride, Size padding, Map<String, NirTensor> of) {
        of.put("kernel_size", pair(kernel));
        of.put("stride", pair(stride));
        of.put("padding", pair(padding));
        return type;
    }

    private static NirTensor pair(Size size) {
        return NirTensor.ofWhole(List.of(size.height(), size.width()));
    }

    private NirType matrix(Node node, Map<String, NirTensor> of, Map<String, Object> hints) throws FileFormatException {
        final MatrixKind kind = (MatrixKind) node.kind();
        final Shape input = graph.input(node.name());
        final float[] weights = model.effective(node.name());
        of.put("weight", NirTensor.of(kind.weight(input).extents(), weights));
        if (kind.bias()) {
            of.put("bias", NirTensor.of(List.of(kind.out()), tensor(node, "bias")));
        }
        if (kind instanceof Linear linear && linear.atPositions()) {
            throw refusal.of(node, "a kind that NIR has", kind.type() + " at positions");
        } else if (kind instanceof Linear) {
            return kind.bias() ? NirType.AFFINE : NirType.LINEAR;
        } else if (kind instanceof Sparse sparse && sparse.connections().longest() == 0) {
            of.put("weight", full(sparse.connections(), kind.out(), input.size(), weights));
            return kind.bias() ? NirType.AFFINE : NirType.LINEAR;
        } else if (!(kind instanceof Conv1d || kind instanceof Conv2d)) {
            throw refusal.of(node, "a kind that NIR has", kind.type());
        }
        if (!kind.bias()) { // other readers ask for one
            of.put("bias", filled(List.of(kind.out()), 0));
            hints.put(NirHints.ABSENT, "bias");
        }
        if (kind instanceof Conv1d conv) {
            of.put("input_shape", NirTensor.of(input.width()));
            of.put("stride", NirTensor.of(conv.stride()));
            of.put("padding", NirTensor.of(conv.padding()));
            of.put("dilation", NirTensor.of(conv.dilation()));
            of.put("groups", NirTensor.of(conv.groups()));
            return NirType.CONV1D;
        }
        final Conv2d conv = (Conv2d) kind;
        of.put("input_shape", NirTensor.ofWhole(List.of(input.height(), input.width())));
        of.put("stride", pair(conv.stride()));
        of.put("padding", pair(conv.padding()));
        of.put("dilation", pair(conv.dilation()));
        of.put("groups", NirTensor.of(conv.groups()));
        return NirType.CONV2D;
    }

    private static NirTensor full(Connections connections, int out, int in, float[] weights) {
        final double[] full = new double[Math.multiplyExact(out, in)];
        for (int c = 0; c < connections.count(); c++) {
            full[connections.to()[c] * in + connections.from()[c]] = weights[c];
        }
        return new NirTensor(List.of(out, in), full);
    }

    private NirType neuron(Node node, Map<String, NirTensor> of, Map<String, Object> hints) throws FileFormatException {
        if (node.kind() instanceof LifNir lif) {
            each(node, lif.per(), of, hints, "tau", "tau", "r", "r", "vLeak", "v_leak");
            firing(node, lif.per(), lif.reset(), of, hints);
            return NirType.LIF;
        } else if (node.kind() instanceof CubaLif cuba) {
            each(node, cuba.per(), of, hints, "tauSyn", "tau_syn", "tauMem", "tau_mem", "r", "r", "wIn", "w_in");
            each(node, cuba.per(), of, hints, "vLeak", "v_leak");
            firing(node, cuba.per(), cuba.reset(), of, hints);
            return NirType.CUBA_LIF;
        } else if (node.kind() instanceof If fire) {
            each(node, fire.per(), of, hints, "r", "r");
            of.computeIfPresent("r", (key, r) -> times(r, fire.dt()));
            firing(node, fire.per(), fire.reset(), of, hints);
            return NirType.IF;
        } else if (node.kind() instanceof Li li) {
            each(node, li.per(), of, hints, "tau", "tau", "r", "r", "vLeak", "v_leak");
            return NirType.LI;
        } else if (node.kind() instanceof Lif lif && lif.leakySlope() == 1) {
            decaying(node, lif.retain(), of, hints);
            of.put("v_threshold", filled(said(node.name()), lif.threshold()));
            of.put("v_reset", filled(said(node.name()), 0));
            return lif.retain() == 1 ? NirType.IF : NirType.LIF;
        } else if (node.kind() instanceof Integrator integrator && integrator.leakySlope() == 1) {
            decaying(node, integrator.retain(), of, hints);
            return integrator.retain() == 1 ? NirType.I : NirType.LI;
        }
        throw refusal.of(
                node,
                "a kind that NIR has",
                node.kind() instanceof Lif || node.kind() instanceof Integrator
                        ? node.kind().type() + " with a leakySlope other than 1"
                        : node.kind().type());
    }

    /** What keeps a share of its potential and adds its input whole. */
    private void decaying(Node node, float retain, Map<String, NirTensor> of, Map<String, Object> hints) {
        final List<Integer> extents = said(node.name());
        hints.put(NirHints.PER, "one");
        if (retain == 1) {
            of.put("r", filled(extents, 1));
            return;
        }
        final float tau = (float) (dt / (1.0 - retain));
        of.put("tau", filled(extents, tau));
        of.put("r", filled(extents, (float) ((double) tau / dt)));
        of.put("v_leak", filled(extents, 0));
        notes.add("node " + node.name() + ": " + node.kind().type() + " is equal but for rounding");
    }

    private void firing(Node node, Per per, Reset reset, Map<String, NirTensor> of, Map<String, Object> hints) {
        each(node, per, of, hints, "vThreshold", "v_threshold");
        if (reset == Reset.VALUE) {
            each(node, per, of, hints, "vReset", "v_reset");
        } else {
            of.put("v_reset", filled(said(node.name()), 0));
        }
    }

    /** Tensors and the parameters that they become, in turns: a number for each neuron. */
    private void each(Node node, Per per, Map<String, NirTensor> of, Map<String, Object> hints, String... names) {
        final List<Integer> extents = said(node.name());
        final Shape shape = graph.shape(node.name());
        for (int n = 0; n < names.length; n += 2) {
            final float[] spread = per.spread(tensor(node, names[n]), shape);
            final float[] ordered = new float[spread.length];
            for (int i = 0; i < spread.length; i++) {
                ordered[shape.channelFirst(i)] = spread[i];
            }
            of.put(names[n + 1], NirTensor.of(extents, ordered));
        }
        if (per != Per.ELEMENT) {
            hints.put(NirHints.PER, per.name().toLowerCase(Locale.ROOT));
        }
    }

    private float[] tensor(Node node, String name) {
        return model.tensors().get(Model.name(node.name(), name));
    }

    private static NirTensor times(NirTensor tensor, float factor) {
        final double[] values = tensor.values().clone();
        Arrays.setAll(values, i -> factor == 1f ? values[i] : values[i] * factor);
        return new NirTensor(tensor.extents(), values);
    }
}
