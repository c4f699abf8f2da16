package io.memspike.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.internal.YamlText;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.PlanFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What stands between fences is code that is compiled, run or read: Java is part of a file that the build compiles, commands
 * are parsed ({@link DocumentedCommandsTest}), networks, graphs, placements and sweeps are read by their readers. What else
 * there is stands in the lists below.
 */
class CodeBlocksTest {
    private static final Set<String> LANGUAGES = Set.of("java", "sh", "yaml", "json", "xml", "python", "text");
    private static final Pattern NAMED = Pattern.compile("`([^`]+\\.java)`");
    private static final Pattern BODY = Pattern.compile("-d '(\\{.*})'");

    /** Lines of a shell that start other programs, each with what it is. */
    private static final Map<String, String> OTHER_PROGRAMS = Map.of(
            "mvn verify",
            "the build itself",
            "mvn -pl app,cluster -am -DskipTests package",
            "makes the module for Spark",
            "ngspice -b tile.cir",
            "a simulator of circuits, as NgspiceTest runs it",
            "curl -N localhost:7070/api/runs/1/news",
            "as RunsHttpTest asks",
            "curl localhost:7070/api/runs/1/result.csv",
            "as RunsHttpTest asks",
            "python3 -c \"from safetensors.numpy import load_file; print({k: (v.dtype, v.shape) for k, v in"
                    + " load_file('model.safetensors').items()})\"",
            "Python's own reader of safetensors",
            "python3 -c \"import numpy as np; from safetensors.numpy import save_file; save_file({'events': np.zeros((1, 10, 2,"
                    + " 34, 34), np.uint8), 'labels': np.zeros(1, np.int64)}, 'events.safetensors')\"",
            "Python's own writer of safetensors",
            "python3 -c \"import numpy as np; print(np.load('DIR/1.rate.npy', mmap_mode='r').mean(0))\"",
            "NumPy reads what NodeRecordingTest writes");

    /** Programs in Python by their first lines, each with the test that runs it, or what it says. */
    private static final Map<String, String> PYTHON = Map.of(
            "import fcntl, mmap, os, struct, sys, time",
            "StreamCommandTest runs it",
            "hashlib.sha3_224(events[\"t\"].astype(\"<u8\").tobytes()).hexdigest()",
            "says how the check sums of `data info --json` are made");

    @Test
    void shouldKnowTheLanguageOfEveryBlock() throws IOException {
        int count = 0;
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks()) {
                assertTrue(
                        LANGUAGES.contains(block.language()),
                        block.place() + ": expected one of " + LANGUAGES + ", found '" + block.language() + "'");
                count++;
            }
        }
        assertTrue(count > 50, "blocks looked at: " + count);
    }

    @Test
    void shouldShowJavaThatIsCompiled() throws IOException {
        final Map<Path, String> examples = examples();
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("java")) {
                final Matcher named = NAMED.matcher(block.before());
                final boolean isThere = named.matches()
                        ? flat(Files.readString(Page.ROOT.resolve(named.group(1))))
                                .contains(flat(block.code()))
                        : examples.values().stream().anyMatch(code -> code.contains(flat(block.code())));
                assertTrue(
                        isThere,
                        block.place()
                                + ": expected code of the file that is named above it, or of a test …Example.java");
            }
        }
    }

    /** Tests that are there to be shown. */
    private static Map<Path, String> examples() throws IOException {
        final Map<Path, String> examples = new TreeMap<>();
        for (final String module : List.of("tasks", "interchange", "snn-core", "datasets", "serve", "app")) {
            try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module + "/src/test/java"))) {
                for (final Path file : files.filter(each -> each.toString().endsWith("Example.java"))
                        .toList()) {
                    examples.put(file, flat(Files.readString(file)));
                }
            }
        }
        return examples;
    }

    /** However its lines are broken. */
    private static String flat(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }

    @Test
    void shouldNameWhateverElseAShellStarts() throws IOException {
        final List<String> unknown = new ArrayList<>();
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("sh")) {
                for (final String command : ShellLine.commands(block.code())) {
                    final Matcher body = BODY.matcher(command);
                    if (body.find()) {
                        requirePlan(block.place(), body.group(1));
                    } else if (!ShellLine.isMemspike(command) && !OTHER_PROGRAMS.containsKey(command)) {
                        unknown.add(block.place() + ": " + command);
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    /** What a client asks the server for: an experiment, and settings that it has. */
    private static void requirePlan(String place, String json) throws IOException {
        final JsonNode asked = JsonMapper.builder().build().readTree(json);
        final String experiment = asked.path("experiment").asText();
        assertTrue(Job.experiments().containsKey(experiment), place + ": " + experiment);
        final PlanFields fields = fields(experiment);
        asked.path("plan").fieldNames().forEachRemaining(name -> assertTrue(fields.has(name), place + ": " + name));
    }

    private static PlanFields fields(String name) {
        final Experiment<?, ?> experiment = Job.experiments().get(name);
        return new PlanFields(experiment.plan());
    }

    @Test
    void shouldShowNetworksThatAreRead() throws IOException {
        int count = 0;
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("yaml")) {
                if (block.code().startsWith("network:")) {
                    final GraphText read = network(block);
                    assertEquals(Shape.vector(10), read.graph().shape("out"), block.place());
                    count++;
                } else {
                    requireSweep(block);
                }
            }
        }
        assertTrue(count >= 4, "networks: " + count);
    }

    /** Its experiment, and names of settings that it has; SweepCommandTest does whole sweeps. */
    private static void requireSweep(Page.Block block) throws IOException {
        final JsonNode sweep =
                YamlText.read(Path.of("sweep.yaml"), block.code()).node();
        final String experiment = sweep.path("experiment").asText();
        assertTrue(Job.experiments().containsKey(experiment), block.place() + ": expected a network or a sweep");
        final PlanFields fields = fields(experiment);
        for (final String part : List.of("plan", "grid")) {
            sweep.path(part)
                    .fieldNames()
                    .forEachRemaining(name -> assertTrue(fields.has(name), block.place() + ": " + name));
        }
    }

    private static GraphText network(Page.Block block) throws IOException {
        return GraphText.parse(block.place(), block.code(), Given.data(new Shape(2, 34, 34), 10));
    }

    @Test
    void shouldShowJsonThatIsRead() throws IOException {
        final Graph small =
                network(Page.named("docs/networks.md").blocks("yaml").get(0)).graph();
        int count = 0;
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("json")) {
                if (block.code().contains("\"nodes\"")) {
                    final Graph graph = GraphJson.read(StrictJson.parse(block.place(), block.code()));
                    assertEquals(Shape.vector(10), graph.shape("answer"));
                    assertEquals(graph, GraphJson.read(StrictJson.parse("written", GraphJson.write(graph))));
                } else {
                    final Placement placement = Placement.of(block.code(), small);
                    assertEquals(placement, Placement.of(placement.toJson(), small));
                }
                count++;
            }
        }
        assertEquals(2, count);
    }

    @Test
    void shouldNameThePublishedCoordinates() throws IOException {
        final String pom = Files.readString(Page.ROOT.resolve("tasks/pom.xml"));
        int count = 0;
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("xml")) {
                for (final String element : List.of("groupId", "artifactId", "version")) {
                    final String line = block.code()
                            .lines()
                            .filter(each -> each.contains("<" + element + ">"))
                            .findFirst()
                            .orElseThrow();
                    assertTrue(pom.contains(line.strip()), block.place() + ": tasks/pom.xml lacks " + line.strip());
                }
                count++;
            }
        }
        assertEquals(1, count);
    }

    @Test
    void shouldKnowEachProgramInPython() throws IOException {
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("python")) {
                final String first = block.code().lines().findFirst().orElse("");
                assertTrue(
                        PYTHON.containsKey(first),
                        block.place() + ": expected a program that a test runs, found " + first);
            }
        }
    }

    /** Pictures, layouts of bytes and messages; a command among them would go unseen. */
    @Test
    void shouldHideNoCommandInText() throws IOException {
        for (final Page page : Page.all()) {
            for (final Page.Block block : page.blocks("text")) {
                for (final String line : block.code().split("\n")) {
                    assertFalse(
                            line.strip().matches("(\\./memspike|mvn|java|python3|curl) .*"),
                            block.place() + ": " + line);
                }
            }
        }
    }
}
