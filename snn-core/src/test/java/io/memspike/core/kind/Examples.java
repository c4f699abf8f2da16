package io.memspike.core.kind;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.Embedding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph of one node for every kind, most of them twice. */
public record Examples(Kind kind, Shape shape) {
    private static final Shape MAP = new Shape(4, 6, 6);
    private static final Shape LINE = new Shape(4, 1, 9);
    private static final Shape VECTOR = Shape.vector(12);
    private static final Surrogate FAST = new Surrogate(Surrogate.Function.FAST_SIGMOID, 0.1f);

    /** All of them. */
    public static List<Examples> all() {
        final List<Examples> all = new ArrayList<>();
        add(all, VECTOR, new Linear(7, 0.5f, true), new Choice(3), new Unflatten(3, 2, 2));
        add(all, VECTOR, new Sparse(5, new Connections(new int[] {3, 0, 11}, new int[] {4, 4, 0}), 0.25f, true));
        add(all, MAP, new Sparse(5, new Connections(new int[] {143, 0, 0}, new int[] {4, 1, 1}, new int[] {2, 0, 5})));
        add(all, LINE, new Conv1d(6, 3, 2, 1, 2, 2, 0.5f, true));
        add(all, MAP, new Conv2d(6, 3, 1, 1, 0.5f), new ConvTranspose2d(5, 3, 2, 1, 1, 0.5f));
        add(
                all,
                MAP,
                new Conv2d(6, new Size(3, 2), new Size(2, 1), new Size(1, 0), new Size(1, 2), 2, 1f, true),
                new ConvTranspose2d(5, new Size(3, 2), new Size(2, 1), new Size(1, 0), new Size(1, 0), 1f, true));
        add(all, MAP, new Lif(0.2f, 0.3f, 0.1f), new Lif(0.2f, 0.3f, 0.1f, 0f, FAST));
        for (final Per per : Per.values()) {
            add(all, MAP, new LifNir(0.1f, per), new CubaLif(0.1f, per), new If(per), new AdaptiveLif(0.1f, per));
            add(all, MAP, new Li(0.1f, per), new Threshold(per), new Affine(per), new Scale(per), new Delay(per));
        }
        final Per each = Per.ELEMENT;
        add(
                all,
                MAP,
                new LifNir(0.1f, each, Integration.EXACT, Reset.VALUE, Spikes.MANY, Start.VALUE, true, FAST),
                new CubaLif(0.1f, each, Integration.EXACT, Reset.SUBTRACT, Spikes.MANY, Start.LEAK, true, FAST),
                new If(0.1f, each, Reset.VALUE, Spikes.ONE, true, FAST),
                new AdaptiveLif(0.1f, each, Integration.EULER, Reset.NONE, Start.LEAK, true, FAST),
                new Li(0.1f, each, Integration.EXPONENTIAL, Start.VALUE),
                new Threshold(each, FAST),
                new LoihiLif(10, 20, 1, true, FAST),
                new LoihiLif(4096, 0, 3));
        add(all, MAP, new Attention(2, false), new Attention(1, true));
        add(all, LINE, new Linear(5, 0.5f, true, true), new Linear(33, 1f, false, true));
        add(all, new Shape(1, 1, 9), new Embedding(5, 3), new Embedding(9, 3, Embedding.Of.POSITION, false));
        add(all, VECTOR, new Integrator(0.5f, 0.1f), new Mean(), new Concat(1));
        for (final Activation.Function function : Activation.Function.values()) {
            add(all, VECTOR, new Activation(function, 1.5f));
        }
        add(all, MAP, new BatchNorm(1e-5f, true), new BatchNorm(1e-3f, false), new TdBatchNorm(1f, 0.2f, 1e-5f));
        add(all, MAP, new LayerNorm(1e-5f, true), new LayerNorm(1e-3f, false), new Mean(Mean.Over.POSITIONS));
        add(all, MAP, new Mean(Mean.Over.FIRST));
        final Size kernel = new Size(3, 2);
        final Size stride = new Size(2, 1);
        final Size padding = new Size(1, 0);
        add(all, MAP, new AvgPool(2), new AvgPool(kernel, stride, padding), new SumPool(kernel, stride, padding));
        add(all, MAP, new MaxPool(kernel, stride, padding), new Flatten());
        add(
                all,
                MAP,
                new Upsample(new Size(2, 3), Upsample.Mode.NEAREST),
                new Upsample(new Size(3, 2), Upsample.Mode.BILINEAR),
                new Upsample(new Size(3, 2), Upsample.Mode.CORNERS));
        add(all, MAP, new Quantiser(4, true), new Quantiser(3, false), new Pad(), new Scan());
        return all;
    }

    private static void add(List<Examples> all, Shape shape, Kind... kinds) {
        for (final Kind kind : kinds) {
            all.add(new Examples(kind, shape));
        }
    }

    /** The kind between an input and an output. */
    public Graph graph() {
        final List<Edge> edges = new ArrayList<>();
        for (int port = 0; port < kind.ports(); port++) {
            edges.add(Edge.of("input", "k").into(port));
        }
        return new Graph(List.of(new Node("input", new Input(shape)), new Node("k", kind)), edges, List.of("k"));
    }

    /** Tensors that any kind takes: whole numbers for some, above 0 for others. */
    public Map<String, float[]> tensors() {
        final RandomStream random = RandomStream.of(1, "examples");
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final TensorSpec spec : graph().tensors("k")) {
            final boolean isWhole = List.of("delay", "refractory").contains(spec.name()) || kind instanceof LoihiLif;
            final float[] values = new float[spec.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = isWhole ? random.nextInt(4) : 0.1f + random.nextFloat();
            }
            tensors.put("k." + spec.name(), values);
        }
        return tensors;
    }

    /** One step's input. */
    public float[] input(RandomStream random) {
        final float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? 0f : random.nextInt(5) - (kind instanceof Embedding ? 0f : 1f);
        }
        return values;
    }

    @Override
    public String toString() {
        return kind + " of " + shape;
    }
}
