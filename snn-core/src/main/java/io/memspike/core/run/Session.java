package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One stream of inferences through a network: all that moves. Its steps run in the order of the schedule; {@link #step}
 * allocates nothing. One session per thread.
 *
 * <pre>{@code
 * session.reset(sample);
 * for (int t = 0; t < frames.steps() && !policy.isDecided(session.answer()); t++) {
 *     session.step(frames.step(t));
 * }
 * }</pre>
 */
public final class Session {
    /** Steps of one sample that reads are numbered for: read = sample · this + step. */
    public static final long READS_PER_SAMPLE = 1L << 20;

    private final Network network;
    private final Map<String, Signal> signals = new LinkedHashMap<>();
    private final Map<String, Step> stepOf = new LinkedHashMap<>();
    private final Map<String, MatrixStep> weights = new LinkedHashMap<>(); // nodes with weights
    private final Signal[] inputs;
    private final Signal[] kept; // of all nodes
    private final EdgeBuffer[] buffers;
    private final Step[] steps; // at every step
    private final Step[] onDemand; // when somebody asks for the answer
    private final Set<String> waiting = new LinkedHashSet<>(); // the nodes of these
    private final Signal answer;
    private final String readout;
    private final float[] answers;
    private boolean isAnswered = true;
    private boolean isWatched; // somebody holds the signal of a node that waits
    private long sample;
    private int stepsDone;

    Session(Network network) {
        this.network = network;
        final Graph graph = network.graph();
        final List<EdgeBuffer> allBuffers = new ArrayList<>();
        final Map<EdgeBuffer, String> sources = new LinkedHashMap<>();
        final List<Step> always = new ArrayList<>();
        final List<Step> later = new ArrayList<>();
        final Map<String, List<Step>> made = new LinkedHashMap<>();
        for (final String name : graph.schedule().order()) {
            final List<Step> own = new ArrayList<>();
            made.put(name, own);
            final Node node = graph.node(name);
            if (node.kind() instanceof Input input) {
                signals.put(name, Signal.ofActive(input.shape()));
                continue;
            }
            final StepContext context = new StepContext(
                    network,
                    name,
                    (edge, isDense) ->
                            edge.delay() == 0 ? signals.get(edge.from()) : delayed(edge, isDense, allBuffers, sources),
                    own::add);
            final Step step = Steps.known().of(node.kind()).open(node.kind(), context);
            own.add(step);
            signals.put(name, step.output());
            stepOf.put(name, step);
            if (step instanceof MatrixStep matrix) {
                weights.put(name, matrix);
            }
        }
        final List<String> order = new ArrayList<>(made.keySet());
        for (int i = order.size() - 1; i >= 0; i--) { // a node may wait where nobody but waiting nodes needs it
            final String name = order.get(i);
            final boolean waits = stepOf.containsKey(name)
                    && stepOf.get(name).isStateless()
                    && graph.outOf(name).stream().allMatch(edge -> edge.delay() == 0 && waiting.contains(edge.to()));
            if (waits) {
                waiting.add(name);
            }
        }
        made.forEach((name, own) -> (waiting.contains(name) ? later : always).addAll(own));
        sources.forEach((buffer, from) -> buffer.bind(signals.get(from)));
        this.inputs = graph.nodesOf(Input.class).stream()
                .map(node -> signals.get(node.name()))
                .toArray(Signal[]::new);
        this.kept = Stream.concat(
                        signals.values().stream(), weights.values().stream().map(MatrixStep::read))
                .distinct()
                .toArray(Signal[]::new);
        this.buffers = allBuffers.toArray(EdgeBuffer[]::new);
        this.steps = always.toArray(Step[]::new);
        this.onDemand = later.toArray(Step[]::new);
        this.answer = signals.get(graph.output());
        this.readout = graph.readout();
        this.answers = new float[answer.shape().size()];
    }

    private Signal delayed(Edge edge, boolean isDense, List<EdgeBuffer> all, Map<EdgeBuffer, String> sources) {
        final EdgeBuffer buffer = new EdgeBuffer(network.graph().shape(edge.from()), edge.delay(), isDense);
        all.add(buffer);
        sources.put(buffer, edge.from());
        return buffer.arriving();
    }

    /** Forgets everything; {@code sampleNumber} names the sample for read noise and random choices. */
    public void reset(long sampleNumber) {
        for (final Step step : steps) {
            step.reset(sampleNumber);
        }
        for (final Step step : onDemand) {
            step.reset(sampleNumber);
        }
        for (final EdgeBuffer buffer : buffers) {
            buffer.reset();
        }
        for (final Signal signal : kept) {
            signal.clear();
        }
        Arrays.fill(answers, 0f);
        sample = sampleNumber;
        stepsDone = 0;
        isAnswered = true;
    }

    /** The same with another key for random choices than the sample's number. */
    public void reset(long sampleNumber, long key) {
        reset(sampleNumber);
        for (final Step step : steps) {
            step.draw(key);
        }
    }

    /** One time step: {@code input} holds the active inputs, ascending. Not modified, and not to be while stepping. */
    public void step(SpikeList input) {
        requireInputs(1);
        inputs[0].point(input);
        inputs[0].setFresh(true);
        run();
    }

    /** One time step of a graph with several inputs, in the order of the file. */
    public void step(SpikeList[] each) {
        requireInputs(each.length);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].point(each[i]);
            inputs[i].setFresh(true);
        }
        run();
    }

    /**
     * One time step with the input of the step before, none at first: what depends on it alone is not computed again.
     */
    public void step() {
        for (final Signal input : inputs) {
            input.setFresh(false);
        }
        run();
    }

    private void requireInputs(int found) {
        if (found != inputs.length) {
            throw new IllegalArgumentException(
                    "session: expected " + inputs.length + " inputs at each step, found " + found);
        }
    }

    private void run() {
        final long read = sample * READS_PER_SAMPLE + stepsDone;
        for (final EdgeBuffer buffer : buffers) {
            buffer.arrive();
        }
        for (final Step step : steps) {
            step.run(read);
        }
        for (final EdgeBuffer buffer : buffers) {
            buffer.leave(network.kernels());
        }
        stepsDone++;
        isAnswered = false;
        if (isWatched) {
            answer();
        }
    }

    /** Number of the sample, as the last reset was told. */
    public long sample() {
        return sample;
    }

    /** Steps since the last reset. */
    public int steps() {
        return stepsDone;
    }

    /** What the first output says after the last step: (its size), channel-last; zeros before the first step. Not to be modified. */
    public float[] answer() {
        if (!isAnswered) {
            final long read = sample * READS_PER_SAMPLE + stepsDone - 1;
            for (final Step step : onDemand) {
                step.run(read);
            }
            copy(answer, answers);
            isAnswered = true;
        }
        return answers;
    }

    /**
     * What the answer is the mean of, at the last step: of a classifier its read-out potentials.
     *
     * @param into overwritten (≥ size)
     */
    public void readout(float[] into) {
        values(readout, into);
    }

    /**
     * The class with the largest answer; the first of equals.
     *
     * @throws ArithmeticException where an answer is not finite: no class is the largest then
     */
    public int decision() {
        final float[] all = answer();
        int best = 0;
        for (int i = 0; i < all.length; i++) {
            if (!Float.isFinite(all[i])) {
                throw new ArithmeticException(
                        "read-out: expected finite potentials, found " + all[i] + " of class " + i);
            }
            best = all[i] > all[best] ? i : best;
        }
        return best;
    }

    /**
     * What left a node at the last step. The object stays the same for all steps; what it holds is overwritten by the next.
     */
    public Signal signal(String node) {
        final Signal signal = signalOf(node);
        if (waiting.contains(node)) { // whoever holds it may look at it after any step
            isWatched = true;
            answer();
        }
        return signal;
    }

    private Signal signalOf(String node) {
        final Signal signal = signals.get(node);
        if (signal == null) {
            throw new IllegalArgumentException(
                    "node " + node + ": expected one of " + signals.keySet() + ", found none");
        }
        return signal;
    }

    /** What entered a node with weights at the last step, as active elements. The object stays the same for all steps. */
    public Signal entering(String node) {
        final MatrixStep step = weights.get(node);
        if (step == null) {
            throw new IllegalArgumentException(
                    "node " + node + ": expected one with weights, " + weights.keySet() + ", found none");
        }
        return step.entering();
    }

    /** Membrane potentials of a node after the last step: (≥ neurons), channel-last, or null of nodes without. Not to be modified. */
    public float[] potential(String node) {
        final Step step = stepOf.get(node);
        return step == null ? null : step.potential();
    }

    /**
     * What left a node at the last step, as numbers.
     *
     * @param into overwritten (≥ size)
     */
    public void values(String node, float[] into) {
        answer(); // of which the node may be a part
        copy(signalOf(node), into);
    }

    private static void copy(Signal signal, float[] into) {
        if (signal.isDense()) {
            Conversion.apply(signal, into);
        } else {
            signal.active().spread(into);
        }
    }

    /** Shape of what leaves a node. */
    public Shape shape(String node) {
        return network.graph().shape(node);
    }

    /** Synaptic operations of the last step over all nodes. */
    public long synapticOperations() {
        long operations = 0;
        if (stepsDone == 0) {
            return operations;
        }
        for (final Step step : steps) {
            operations += step.operations();
        }
        return operations;
    }
}
