package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.tasks.Mode;
import io.memspike.tasks.internal.DeviceText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearningChoiceTest {
    private GraphText network;

    @BeforeEach
    void read() throws IOException {
        network = GraphText.parse("net.yaml", """
                input: 3
                nodes:
                  c1: {linear: {out: 3}, learn: {prune: 0.25}}
                  n: {tdBatchNorm: {threshold: 1}}
                  c2: {linear: {out: 3}}
                  fc: {linear: {out: 3}, learn: weights}
                  out: mean
                edges: [input c1 n c2 fc out]
                """, Given.NOTHING);
    }

    private LearningChoice choice(Mode mode, Double sparsity, NodePattern... patterns) {
        return new LearningChoice(network, mode, sparsity, List.of(patterns));
    }

    private static List<Learning> of(LearningChoice choice) {
        return List.of(choice.of("c1"), choice.of("c2"), choice.of("fc"), choice.of("n"));
    }

    @Test
    void shouldDoAsTheTextSaysAndPruneTheRestByHalf() {
        assertEquals(
                List.of(Learning.prune(0.25), Learning.prune(0.5), Learning.WEIGHTS, Learning.WEIGHTS),
                of(choice(Mode.PRUNE, null)));
        assertTrue(choice(Mode.PRUNE, null).isPruning());
    }

    @Test
    void shouldLetOptionsGoBeforeTheText() {
        assertEquals(
                List.of(Learning.prune(0.75), Learning.prune(0.75), Learning.WEIGHTS, Learning.WEIGHTS),
                of(choice(Mode.PRUNE, 0.75)));
        assertEquals(
                List.of(Learning.WEIGHTS, Learning.WEIGHTS, Learning.WEIGHTS, Learning.WEIGHTS),
                of(choice(Mode.WEIGHTS, null)));
        assertFalse(choice(Mode.WEIGHTS, null).isPruning());
        assertEquals(
                List.of(Learning.WEIGHTS, Learning.prune(0.1), Learning.FROZEN, Learning.FROZEN),
                of(choice(
                        Mode.WEIGHTS,
                        null,
                        new NodePattern("?2", Learning.prune(0.1)),
                        new NodePattern("f*", Learning.FROZEN),
                        new NodePattern("n", Learning.FROZEN))));
    }

    @Test
    void shouldTellWhatIsNotUsual() {
        assertEquals(
                Map.of("c1", "prune 0.25", "fc", "weights"),
                choice(Mode.PRUNE, null).besides(node -> Learning.prune(0.5)));
        assertNull(choice(Mode.WEIGHTS, null).besides(node -> Learning.WEIGHTS));
        assertEquals(
                Map.of("n", "frozen"),
                choice(Mode.WEIGHTS, null, new NodePattern("n", Learning.FROZEN))
                        .besides(node -> Learning.WEIGHTS));
    }

    private static GraphText neurons(String learn) throws IOException {
        return GraphText.parse("net.yaml", """
                input: 3
                nodes:
                  fc: {linear: {out: 3}}
                  n: {lifNir: {dt: 1}%s}
                  i: {loihiLif: {currentDecay: 0, voltageDecay: 0, threshold: 1}}
                  out: mean
                edges: [input fc n i out]
                """.formatted(learn), Given.NOTHING);
    }

    private static Learning ofNeurons(String learn, NodePattern... patterns) throws IOException {
        return new LearningChoice(neurons(learn), Mode.PRUNE, null, List.of(patterns)).of("n");
    }

    @Test
    void shouldLearnOfNeuronsWhatOneAsksFor() throws IOException {
        final Learning all = Learning.tensors(List.of("tau", "r", "vLeak", "vThreshold"));
        final Learning tau = Learning.tensors(List.of("tau"));

        assertEquals(Learning.WEIGHTS, ofNeurons(""), "biases and norms would be; a neuron has none");
        assertEquals(all, ofNeurons(", learn: weights"));
        assertEquals(tau, ofNeurons(", learn: [tau]"));
        assertEquals(all, ofNeurons("", new NodePattern("n", Learning.WEIGHTS)));
        assertEquals(tau, ofNeurons(", learn: weights", new NodePattern("*", tau)));
        assertEquals(
                Map.of("n", "tensors tau"),
                new LearningChoice(neurons(", learn: [tau]"), Mode.PRUNE, null, List.of())
                        .besides(node -> Learning.prune(0.5)));
    }

    @Test
    void shouldRefuseToLearnWhatNoGradientIsThereFor() throws IOException {
        assertEquals(
                "node n: expected to learn some of [tau, r, vLeak, vThreshold], found [refractory]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> LearningChoice.requireLearnable(
                                        neurons("").graph().node("n"), Learning.tensors(List.of("refractory"))))
                        .getMessage());
        assertEquals(
                "learn: expected a pattern of nodes with tau to learn, [n], found 'fc'",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ofNeurons("", new NodePattern("fc", Learning.tensors(List.of("tau")))))
                        .getMessage());
        assertEquals(
                "learn: expected a pattern of nodes with something to learn, [fc, n], found 'i'",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ofNeurons("", new NodePattern("i", Learning.WEIGHTS)))
                        .getMessage());
    }

    @Test
    void shouldRefusePatternsThatMatchNothingOrDisagree() {
        assertEquals(
                "learn: expected a pattern of nodes with weights, [c1, c2, fc], found 'n*'",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> choice(Mode.PRUNE, null, new NodePattern("n*", Learning.prune(0.5))))
                        .getMessage());
        final LearningChoice both = choice(
                Mode.PRUNE, null, new NodePattern("c*", Learning.WEIGHTS), new NodePattern("*1", Learning.FROZEN));
        assertEquals(Learning.WEIGHTS, both.of("c2"));
        final String message = assertThrows(IllegalArgumentException.class, () -> both.of("c1"))
                .getMessage();
        assertTrue(message.startsWith("node c1: expected patterns that agree what it learns, found "), message);
    }

    @Test
    void shouldPutPrunedWeightsOnOneDevice() throws IOException {
        assertEquals("formed-rram", Placements.device(network, choice(Mode.PRUNE, null)::of));
        assertNull(Placements.device(network, choice(Mode.WEIGHTS, null)::of));
        assertEquals(
                "node a: on: device: expected formed-rram, histogram:FILE, mram, pcm, rram, signs, table:FILE, uniform:MIN-MAX, found flash",
                refusal("flash", Learning.prune(0.5)));
        final String missing = refusal("histogram:none.csv", Learning.prune(0.5));
        assertTrue(missing.startsWith("node a: on: none.csv"), missing);
        assertEquals(
                "node a: expected weights that are trained on digital, for training does not program devices, found pcm",
                refusal("pcm", Learning.WEIGHTS));
        final String mixed =
                "input: 3\nnodes: {a: {linear: {out: 3}, on: pcm}, b: {linear: {out: 3}, on: mram}}\nedges: [input a b]";
        assertEquals(
                "node b: expected all pruned and frozen weights on one device, pcm, found mram",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Placements.device(
                                        GraphText.parse("net.yaml", mixed, Given.NOTHING), node -> Learning.prune(0.5)))
                        .getMessage());
    }

    @Test
    void shouldPutAllThatIsFormedOnTheDeviceThatIsAskedFor() throws IOException {
        final String text =
                "input: 3\nnodes: {a: {linear: {out: 3}, on: pcm}, b: {linear: {out: 3}}, c: {linear: {out: 3},"
                        + " learn: weights}, d: {linear: {out: 3}, learn: frozen, on: digital}}\nedges: [input a b c d]";
        final GraphText mixed = GraphText.parse("net.yaml", text, Given.NOTHING);
        final LearningChoice pruned = new LearningChoice(mixed, Mode.PRUNE, null, List.of());

        assertEquals(
                Map.of("a", "signs", "b", "signs", "d", "digital"),
                pruned.on("signs").on());
        assertEquals(DeviceCatalog.of("signs"), DeviceText.device(Placements.device(pruned.on("signs"), pruned::of)));
        assertSame(mixed, pruned.on(null));
        assertEquals(
                "--device: expected random weights that are pruned or frozen, found none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LearningChoice(mixed, Mode.WEIGHTS, null, List.of()).on("signs"))
                        .getMessage());
    }

    private static String refusal(String device, Learning learning) throws IOException {
        final String learn = learning.isPruning() ? "" : ", learn: weights";
        final GraphText odd = GraphText.parse(
                "net.yaml",
                "input: 3\nnodes: {a: {linear: {out: 3}, on: '" + device + "'" + learn + "}}\nedges: [input a]",
                Given.NOTHING);
        return assertThrows(IllegalArgumentException.class, () -> Placements.device(odd, node -> learning))
                .getMessage();
    }
}
