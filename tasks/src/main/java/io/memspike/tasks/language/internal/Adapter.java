package io.memspike.tasks.language.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.tasks.experiment.Results;
import io.memspike.topology.LowRank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a task has learnt on top of an encoder: a full connection from an embedding to the task's classes, and perhaps low-rank parts
 * beside connections of the encoder. A file of its own, of version 1 without such parts and of version 2 with them.
 *
 * @param encoder digest of the encoder
 * @param labels names of the classes
 * @param weights [classes, channels]. Not to be modified.
 * @param bias [classes]. Not to be modified.
 * @param lowRank rank and factor of the low-rank parts; null without any
 * @param parts their weights, by tensor of the encoder's graph with adapters. Not to be modified.
 */
public record Adapter(
        String encoder,
        List<String> labels,
        float[] weights,
        float[] bias,
        LowRank lowRank,
        Map<String, float[]> parts) {
    private static final String FORMAT = "memspike-adapter";
    private static final String VERSION = "formatVersion";
    private static final String HEAD_ALONE = "1";
    private static final String WITH_PARTS = "2";

    /** Name of the head among nodes. */
    public static final String HEAD = "head";

    public static final String WEIGHTS = HEAD + ".weight";
    public static final String BIAS = HEAD + ".bias";
    private static final String RANK = "rank";
    private static final String ALPHA = "alpha";

    /** A head alone. */
    public Adapter(String encoder, List<String> labels, float[] weights, float[] bias) {
        this(encoder, labels, weights, bias, null, Map.of());
    }

    public void write(Path file) throws IOException {
        final int classes = labels.size();
        final SafetensorsWriter out = new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata(VERSION, lowRank == null ? HEAD_ALONE : WITH_PARTS)
                .metadata(LanguageModel.DIGEST, encoder)
                .metadata("labels", Results.json(labels))
                .floats(WEIGHTS, new long[] {classes, weights.length / classes}, weights)
                .floats(BIAS, new long[] {classes}, bias);
        if (lowRank != null) {
            out.metadata(RANK, Integer.toString(lowRank.rank())).metadata(ALPHA, Float.toString(lowRank.alpha()));
            parts.forEach((tensor, values) -> {
                final int others = values.length / lowRank.rank();
                out.floats(
                        tensor,
                        LowRank.isDown(tensor)
                                ? new long[] {lowRank.rank(), others}
                                : new long[] {others, lowRank.rank()},
                        values);
            });
        }
        out.write(file);
    }

    /** How many numbers it has. */
    public int size() {
        return weights.length
                + bias.length
                + parts.values().stream().mapToInt(part -> part.length).sum();
    }

    /** An encoder with these low-rank parts. */
    public LanguageModel on(LanguageModel model) {
        if (lowRank == null) {
            return model;
        }
        final Model bare = model.model();
        final Map<String, float[]> tensors = new LinkedHashMap<>(bare.tensors());
        tensors.putAll(parts);
        final Graph graph = lowRank.adapt(bare.graph(), LowRank.adapted(parts.keySet())::contains);
        return new LanguageModel(
                model.file(), new Model(graph, tensors, bare.masks(), Map.of(), bare.metadata()), model.tokenizer());
    }

    /** An encoder with these parts, and the head behind it as a node {@value #HEAD}. */
    public Model whole(LanguageModel model) {
        final Model encoder = on(model).model();
        final List<Node> nodes = new ArrayList<>(encoder.graph().nodes());
        final List<Edge> edges = new ArrayList<>(encoder.graph().edges());
        nodes.add(new Node(HEAD, new Linear(labels.size(), 1f, true)));
        edges.add(Edge.of(encoder.graph().output(), HEAD));
        final Map<String, float[]> tensors = new LinkedHashMap<>(encoder.tensors());
        tensors.put(WEIGHTS, weights);
        tensors.put(BIAS, bias);
        return new Model(
                new Graph(nodes, edges, List.of(HEAD)), tensors, encoder.masks(), Map.of(), encoder.metadata());
    }

    /**
     * Reads one for an encoder.
     *
     * @throws FileFormatException where it is none, or another encoder's
     */
    public static Adapter read(Path file, LanguageModel of) throws IOException {
        try (SafetensorsFile in = SafetensorsFile.open(file)) {
            require(file, "format", FORMAT, FORMAT, in.metadata().get("format"));
            final String version = in.metadata().get(VERSION);
            if (!HEAD_ALONE.equals(version)) {
                require(file, VERSION, HEAD_ALONE + " or " + WITH_PARTS, WITH_PARTS, version);
            }
            if (!of.digest().equals(in.metadata().get(LanguageModel.DIGEST))) {
                throw new FileFormatException(
                        file, "metadata " + LanguageModel.DIGEST, "the encoder of " + of.file(), "another encoder");
            }
            final String text = in.metadata().getOrDefault("labels", "");
            final List<String> labels = new ArrayList<>();
            for (final StrictJson label :
                    StrictJson.parse(file + ": metadata labels", text).elements("a list of texts")) {
                labels.add(label.text());
            }
            if (labels.size() < 2) {
                throw new FileFormatException(file, "metadata labels", "at least 2", labels.size());
            }
            if (HEAD_ALONE.equals(version) && !Set.copyOf(in.names()).equals(Set.of(WEIGHTS, BIAS))) {
                throw new FileFormatException(
                        file, "tensors", WEIGHTS + " and " + BIAS + " in version " + HEAD_ALONE, in.names());
            }
            final LowRank lowRank = HEAD_ALONE.equals(version) ? null : lowRank(in);
            return new Adapter(
                    of.digest(),
                    labels,
                    floats(in, WEIGHTS, labels.size(), of.channels()),
                    floats(in, BIAS, labels.size()),
                    lowRank,
                    lowRank == null ? Map.of() : parts(in, lowRank, of.model().graph()));
        }
    }

    private static LowRank lowRank(SafetensorsFile in) throws FileFormatException {
        final String rank = in.metadata().getOrDefault(RANK, "nothing");
        final String alpha = in.metadata().getOrDefault(ALPHA, "nothing");
        try {
            return new LowRank(Integer.parseInt(rank), Float.parseFloat(alpha));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(
                    in.path(), "metadata rank, alpha", "a rank of at least 1 and a factor", rank + ", " + alpha);
        }
    }

    /** The low-rank parts, each beside a connection of the encoder. */
    private static Map<String, float[]> parts(SafetensorsFile in, LowRank lowRank, Graph graph)
            throws FileFormatException {
        final Set<String> names = new LinkedHashSet<>(in.names());
        names.removeAll(Set.of(WEIGHTS, BIAS));
        final Set<String> adapted = LowRank.adapted(names);
        final Graph with = lowRank.adapt(graph, adapted::contains);
        final Map<String, float[]> parts = new LinkedHashMap<>();
        for (final String node : adapted) {
            for (final String way : List.of(LowRank.down(node), LowRank.up(node))) {
                if (graph.has(way) || !with.has(way)) {
                    throw new FileFormatException(
                            in.path(), "tensor " + way + ".weight", "one beside a connection of the encoder", node);
                }
                final List<Integer> extents = with.tensors(way).get(0).extents();
                final String tensor = way + ".weight";
                parts.put(tensor, floats(in, tensor, extents.get(0), extents.get(1)));
                names.remove(tensor);
            }
        }
        if (!names.isEmpty() || parts.isEmpty()) {
            throw new FileFormatException(
                    in.path(), "tensors", "low-rank parts beside connections of the encoder", names);
        }
        return parts;
    }

    private static void require(Path file, String key, String expected, String needed, String found)
            throws FileFormatException {
        if (!needed.equals(found)) {
            throw new FileFormatException(file, "metadata " + key, expected, found == null ? "nothing" : found);
        }
    }

    private static float[] floats(SafetensorsFile in, String name, long... shape) throws FileFormatException {
        final var tensor = in.tensor(name);
        if (!Arrays.equals(shape, tensor.shape())) {
            throw new FileFormatException(
                    in.path(), "tensor " + name, Arrays.toString(shape), Arrays.toString(tensor.shape()));
        }
        final float[] floats = tensor.floats();
        for (int i = 0; i < floats.length; i++) {
            if (!Float.isFinite(floats[i])) {
                throw new FileFormatException(
                        in.path(), "tensor " + name + ", element " + i, "a finite number", floats[i]);
            }
        }
        return floats;
    }

    /** Probabilities of the classes: the softmax of the connection's outputs, with sums in ascending order. */
    public double[] probabilities(float[] embedding) {
        final double[] p = new double[labels.size()];
        double most = Double.NEGATIVE_INFINITY;
        for (int o = 0; o < p.length; o++) {
            float sum = 0;
            for (int i = 0; i < embedding.length; i++) {
                sum += embedding[i] * weights[o * embedding.length + i];
            }
            p[o] = sum + bias[o];
            most = Math.max(most, p[o]);
        }
        double total = 0;
        for (int o = 0; o < p.length; o++) {
            p[o] = StrictMath.exp(p[o] - most);
            total += p[o];
        }
        for (int o = 0; o < p.length; o++) {
            p[o] /= total;
        }
        return p;
    }

    /** The class of the largest; the first of equals. */
    public static int best(double[] probabilities) {
        int best = 0;
        for (int o = 1; o < probabilities.length; o++) {
            best = probabilities[o] > probabilities[best] ? o : best;
        }
        return best;
    }
}
