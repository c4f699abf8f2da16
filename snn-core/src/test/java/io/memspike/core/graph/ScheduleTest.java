package io.memspike.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.run.AutoEncoder;
import io.memspike.core.run.RandomGraphs;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ScheduleTest {
    private static Schedule schedule(String nodes, Edge... edges) {
        return Schedule.of(
                Stream.of(nodes.split(" "))
                        .map(name ->
                                new Node(name, name.equals("in") ? new Input(Shape.vector(1)) : new Lif(0f, 1f, 1f)))
                        .toList(),
                List.of(edges));
    }

    private static Schedule.Component one(String name) {
        return new Schedule.Component(List.of(name), false);
    }

    private static Schedule.Component loop(String... names) {
        return new Schedule.Component(List.of(names), true);
    }

    @Example
    void shouldRunEachNodeAfterThoseThatLeadToIt() {
        assertEquals(
                List.of("in", "a", "b", "c"),
                schedule("c b a in", Edge.of("in", "a"), Edge.of("a", "b"), Edge.of("b", "c"))
                        .order());
    }

    @Example
    void shouldKeepTheOrderOfTheFileWhereThereIsAChoice() {
        final Edge[] edges = {Edge.of("in", "a"), Edge.of("in", "b"), Edge.of("in", "c"), Edge.of("c", "d")};
        assertEquals(
                List.of("in", "a", "b", "c", "d"), schedule("in a b c d", edges).order());
        // d comes first in the file as soon as it may
        assertEquals(
                List.of("in", "c", "d", "b", "a"), schedule("in d c b a", edges).order());
        // the order of edges says nothing
        assertEquals(schedule("in a b c d", edges), schedule("in a b c d", edges[3], edges[2], edges[1], edges[0]));
    }

    @Example
    void shouldKeepLoopsTogether() {
        final Schedule schedule = schedule(
                "in late a b r out self",
                Edge.of("in", "a"),
                Edge.of("a", "b"),
                Edge.of("b", "r"),
                Edge.delayed("r", "a", 3),
                Edge.of("b", "out"),
                Edge.of("b", "late"),
                Edge.of("out", "self"),
                Edge.delayed("self", "self", 1));
        assertEquals(
                List.of(one("in"), loop("a", "b", "r"), one("late"), one("out"), loop("self")), schedule.components());
    }

    /** A delayed edge that closes no loop does not order a step, but it does order components. */
    @Example
    void shouldRunASourceOfADelayedEdgeFirst() {
        assertEquals(
                List.of(one("in"), one("a"), one("b")),
                schedule("in b a", Edge.of("in", "a"), Edge.delayed("a", "b", 2))
                        .components());
    }

    @Example
    void shouldOrderALoopByItsEdgesWithoutDelay() {
        // b comes first in the file, and needs c of the same step
        assertEquals(
                List.of(one("in"), loop("c", "b")),
                schedule("in b c", Edge.of("in", "c"), Edge.of("c", "b"), Edge.delayed("b", "c", 1))
                        .components());
    }

    @Example
    void shouldSplitTheAutoEncoderAtItsLoop() {
        final Schedule schedule = AutoEncoder.graph().schedule();
        final List<Schedule.Component> loops = schedule.components().stream()
                .filter(Schedule.Component::isLoop)
                .toList();
        assertEquals(List.of(loop("concat", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21")), loops);
        assertEquals(50, schedule.order().size());
    }

    @Property(tries = 200, seed = "20")
    void shouldOrderAnyGraphOnceAndRightly(@ForAll long seed) {
        final Graph graph = RandomGraphs.graph(RandomStream.of(seed, "schedule"));
        final Schedule schedule = graph.schedule();
        final List<String> order = schedule.order();
        assertEquals(
                graph.nodes().stream().map(Node::name).sorted().toList(),
                order.stream().sorted().toList());
        for (final Edge edge : graph.edges()) {
            if (edge.delay() == 0) {
                assertTrue(order.indexOf(edge.from()) < order.indexOf(edge.to()), edge + " in " + order);
            }
            assertTrue(component(schedule, edge.from()) <= component(schedule, edge.to()), edge + " in " + schedule);
        }
        assertEquals(schedule, Schedule.of(graph.nodes(), graph.edges()));
    }

    private static int component(Schedule schedule, String name) {
        for (int i = 0; i < schedule.components().size(); i++) {
            if (schedule.components().get(i).nodes().contains(name)) {
                return i;
            }
        }
        throw new AssertionError(name);
    }

    @Property(tries = 500)
    void shouldSayWhatItsSlowTwinSays(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "schedule");
        final List<Node> nodes = IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(i -> new Node("n" + i, new Lif(0f, 1f, 1f)))
                .toList();
        final List<Edge> edges = IntStream.range(0, random.nextInt(16))
                .mapToObj(i -> Edge.delayed(
                        "n" + random.nextInt(nodes.size()),
                        "n" + random.nextInt(nodes.size()),
                        Math.max(0, random.nextInt(4) - 1)))
                .toList();
        Schedule expected = null;
        String refusal = null;
        try {
            expected = SlowSchedule.of(nodes, edges);
        } catch (GraphException e) {
            refusal = e.getMessage();
        }
        if (refusal == null) {
            assertEquals(expected, Schedule.of(nodes, edges));
        } else {
            assertEquals(
                    refusal,
                    assertThrows(GraphException.class, () -> Schedule.of(nodes, edges))
                            .getMessage());
        }
    }

    /** Nodes are as many as a file says: their square would be a hundred million, their cube ends in no test. */
    @Example
    void shouldOrderChainsOfManyNodes() {
        final Graph graph = Graph.chain(Shape.vector(1), Collections.nCopies(10_000, new Flatten()));
        assertEquals(10_001, graph.schedule().order().size());
        assertEquals(Shape.vector(1), graph.shape(graph.output()));
    }
}
