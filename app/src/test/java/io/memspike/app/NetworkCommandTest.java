package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.Model;
import io.memspike.core.kind.neuron.SpikingKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of one's own on the command line. */
class NetworkCommandTest {
    private static final String TEXT = """
            network: small
            nodes:
              in: {linear: {out: 12, weightScale: 0.01}, learn: {prune: 0.25}}
              n: {lif: {retain: 0.5, threshold: 0.5}}
              back: {linear: {out: 12, weightScale: 0.01}}
              fc: {linear: {out: classes, bias: true}, learn: weights}
              readout: integrator
              out: mean
            sizes: {classes: 10}
            edges:
              - input in n fc readout out
              - n back n: {delay: 1}
            """;

    @TempDir
    Path directory;

    private Path network;

    @BeforeEach
    void write() throws IOException {
        network = Files.writeString(directory.resolve("small.yaml"), TEXT);
    }

    private static JsonNode json(Cli run) throws IOException {
        assertEquals(0, run.status(), run.err());
        return JsonMapper.builder().build().readTree(run.out());
    }

    private Cli train(Path out, Object... further) {
        final List<Object> arguments = new ArrayList<>(List.of(
                "train",
                "classify",
                "--network",
                network,
                "--samples",
                32,
                "--epochs",
                1,
                "--test-samples",
                16,
                "--batch",
                16,
                "--out",
                out,
                "--json"));
        if (List.of(further).contains("--epochs")) {
            final int at = arguments.indexOf("--epochs");
            arguments.subList(at, at + 2).clear();
        }
        arguments.addAll(List.of(further));
        return Cli.run(arguments.toArray());
    }

    @Test
    void shouldShowWithTheDocumentedKeys() throws IOException {
        final JsonNode shown = json(Cli.run("network", "show", network, "--json"));

        final Set<String> keys = new TreeSet<>();
        shown.fieldNames().forEachRemaining(keys::add);
        keys.remove("nodes");
        shown.get("nodes").get(0).fieldNames().forEachRemaining(key -> keys.add("nodes[]." + key));
        assertEquals(Reference.keys("network show NETWORK"), keys);
        // 2,312 · 12 weights in, 12 · 12 back, 12 · 10 and 10 out; every weight one connection
        assertEquals(2_312 * 12 + 144 + 120 + 10, shown.get("parameters").intValue());
        assertEquals(2_312 * 12 + 144 + 120, shown.get("connections").intValue());
        assertEquals(6, shown.get("stages").intValue()); // input, in, {n, back}, fc, readout, out
        final JsonNode back = shown.get("nodes").get(3);
        assertEquals("back", back.get("node").textValue());
        assertTrue(back.get("isInLoop").booleanValue());
        assertEquals(shown.get("nodes").get(2).get("stage"), back.get("stage"));
        assertEquals("prune 0.5", back.get("learns").textValue());
    }

    @Test
    void shouldCountTheConnectionsOfConvolutions() throws IOException {
        final JsonNode shown = json(Cli.run("network", "show", "conv", "--json"));

        final JsonNode c2 = shown.get("nodes").get(4); // of 12×16×16: each of 12·12 positions sees 12·25 inputs
        assertEquals(64 * 12 * 25, c2.get("parameters").intValue());
        assertEquals(144 * 64 * 12 * 25, c2.get("connections").intValue());
    }

    @Test
    void shouldPrintATableForPeople() {
        final Cli shown = Cli.run("network", "show", "mlp", "--input", "1,28,28");

        assertEquals(0, shown.status(), shown.err());
        assertTrue(shown.out().contains("fc1"), shown.out());
        assertTrue(shown.out().contains("1×28×28"), shown.out());
        assertTrue(
                shown.out().contains("prime-mlp: 8 nodes, 8 stages, 261,000 parameters, 261,000 connections"),
                shown.out());
    }

    @Test
    void shouldDrawPngAndSvg() throws IOException {
        final Path png = directory.resolve("small.png");
        final Path svg = directory.resolve("small.svg");
        assertEquals(0, Cli.run("network", "show", network, "--out", png).status());
        assertEquals(0, Cli.run("network", "show", network, "--out", svg).status());

        final BufferedImage image = ImageIO.read(png.toFile());
        assertTrue(image.getWidth() > 600 && image.getHeight() > 100, image.toString());
        final String text = Files.readString(svg);
        assertTrue(text.contains("<svg"), text);
        for (final String label : List.of("readout", "integrator", "10×1×1", "delay 1")) {
            assertTrue(Pattern.compile(">\\s*" + label + "\\s*<").matcher(text).find(), label);
        }
    }

    @Test
    void shouldEvaluateWhatItTrained() throws IOException {
        final Path model = directory.resolve("model.safetensors");
        final JsonNode trained = json(train(model));
        Files.delete(network); // the model carries its graph

        final JsonNode evaluated = json(Cli.run("evaluate", model, "--samples", 16, "--json"));
        assertEquals(trained.get("accuracy"), evaluated.get("accuracy"));
        assertTrue(trained.get("heldOutAccuracy").isNull(), "nobody looked");
    }

    @Test
    void shouldRepeatTrainingsWithOtherSeeds() throws IOException {
        final Path curve = directory.resolve("curve.csv");
        final JsonNode trained =
                json(train(directory.resolve("m.safetensors"), "--repeats", 3, "--seed", 5, "--curve", curve));

        double mean = 0;
        double squares = 0;
        for (final JsonNode each : trained.get("accuracies")) {
            mean += each.doubleValue() / 3;
            squares += each.doubleValue() * each.doubleValue();
        }
        assertEquals(mean, trained.get("accuracy").doubleValue(), 1e-12);
        assertEquals(
                Math.sqrt((squares - 3 * mean * mean) / 2),
                trained.get("deviation").doubleValue(),
                1e-7);
        for (final int seed : new int[] {5, 6, 7}) {
            final Model model = Model.read(directory.resolve("m-" + seed + ".safetensors"));
            assertEquals(Integer.toString(seed), model.metadata().get("seed"));
            assertEquals(Set.of("in", "back"), model.masks().keySet());
        }
        final List<String> lines = Files.readAllLines(curve);
        assertEquals("seed,epoch,loss,trainingAccuracy,samplesPerSecond,heldOutAccuracy", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).startsWith("7,1,"), lines.get(3));
    }

    @Test
    void shouldDrawTheLearningCurve() throws IOException {
        final Path curve = directory.resolve("curve.png");
        json(train(directory.resolve("m.safetensors"), "--curve", curve));

        assertEquals(1_000, ImageIO.read(curve.toFile()).getHeight());
    }

    @Test
    void shouldKeepTheBestEpochByHeldOutSamplesAsTheCurveShowsThem() throws IOException {
        final Path curve = directory.resolve("curve.csv");
        final JsonNode trained = json(train(
                directory.resolve("m.safetensors"),
                "--hold-out",
                40,
                "--epochs",
                4,
                "--learning-rate",
                0.1,
                "--keep",
                "best",
                "--curve",
                curve,
                "--optimiser",
                "adamw",
                "--surrogate",
                "triangular:width=0.5"));

        final List<String> lines = Files.readAllLines(curve);
        double best = -1;
        int epoch = 0;
        for (int i = 1; i < lines.size(); i++) {
            final double heldOut = Double.parseDouble(lines.get(i).split(",")[5]);
            epoch = heldOut > best ? i : epoch;
            best = Math.max(best, heldOut);
        }
        assertEquals(5, lines.size());
        assertEquals(epoch, trained.get("epoch").intValue());
        assertEquals(4, trained.get("epochs").intValue());
        assertEquals(best, trained.get("heldOutAccuracy").doubleValue());
        final Model model = Model.read(directory.resolve("m.safetensors"));
        assertTrue(
                model.metadata().get("trainedWith").contains("\"epochsDone\":" + epoch), "the epoch is in the model");
        assertEquals(
                "Surrogate[function=TRIANGULAR, width=0.5, detachedReset=false]",
                ((SpikingKind) model.graph().node("n").kind()).surrogate().toString());
    }

    @Test
    void shouldShowTheTestWhereNothingIsHeldOut() throws IOException {
        final Path curve = directory.resolve("curve.csv");
        final JsonNode trained = json(train(
                directory.resolve("m.safetensors"),
                "--hold-out",
                0,
                "--curve",
                curve,
                "--optimiser",
                "sgd",
                "--momentum",
                0.9,
                "--loss",
                "squared"));

        final List<String> lines = Files.readAllLines(curve);
        assertTrue(lines.get(0).endsWith(",testAccuracy"), lines.get(0));
        assertEquals(trained.get("accuracy").asText(), lines.get(1).split(",")[5]);
    }

    @Test
    void shouldRefuseMethodsThatThereAreNot() {
        final Path out = directory.resolve("m.safetensors");
        for (final List<String> each : List.of(
                List.of("--keep", "first", "keep: expected best or last, found 'first'"),
                List.of("--optimiser", "lion", "optimiser: expected adam, adamw or sgd, found 'lion'"),
                List.of("--momentum", "0.5", "optimiser: expected a momentum with sgd alone, found 0.5 with adam"),
                List.of(
                        "--surrogate",
                        "step",
                        "surrogate: expected one of rectangular, fastSigmoid, triangular, arctangent, found 'step'"))) {
            final Cli refused = train(out, each.get(0), each.get(1));
            assertEquals(2, refused.status(), refused.err());
            assertEquals("memspike: " + each.get(2), refused.err().strip());
        }
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldTrainByPatterns() throws IOException {
        final Path out = directory.resolve("m.safetensors");
        json(train(out, "--prune", "fc=0.5", "--weights", "b*"));

        assertEquals(Set.of("in", "fc"), Model.read(out).masks().keySet());
        final JsonNode shown = json(Cli.run("network", "show", out, "--json"));
        assertEquals("weights", shown.get("nodes").get(3).get("learns").textValue());
        assertEquals("formed-rram", shown.get("nodes").get(1).get("on").textValue());
    }

    @Test
    void shouldTrainAroundWhatIsFrozen() throws IOException {
        final Path out = directory.resolve("m.safetensors");
        json(train(out, "--frozen", "in", "--frozen", "fc"));

        final JsonNode shown = json(Cli.run("network", "show", out, "--json"));
        assertEquals("frozen", shown.get("nodes").get(1).get("learns").textValue());
        assertEquals("formed-rram", shown.get("nodes").get(1).get("on").textValue());

        final Cli none = train(directory.resolve("none.safetensors"), "--frozen", "*");
        assertEquals(2, none.status());
        assertEquals(
                "memspike: training: expected a node that learns, found none",
                none.err().strip());
        assertFalse(Files.exists(directory.resolve("none.safetensors")));
    }

    @Test
    void shouldLearnWhatNeuronsAreLike() throws IOException {
        Files.writeString(
                network,
                TEXT.replace(
                        "lif: {retain: 0.5, threshold: 0.5}}",
                        "lifNir: {dt: 1}, tensors: {tau: 2, r: 1, vThreshold: 0.5}}"));
        final Path out = directory.resolve("m.safetensors");
        json(train(out, "--weights", "n=tau"));

        final Model model = Model.read(out);
        assertTrue(model.tensors().get("n.tau")[0] != 2f);
        assertEquals(0.5f, model.tensors().get("n.vThreshold")[0]);
    }

    @Test
    void shouldTrainAnAutoEncoderOfOnesOwn() throws IOException {
        final Path own = Files.writeString(directory.resolve("own.yaml"), """
                sizes: {k: 4}
                nodes:
                  encoder: {linear: {out: 16, weightScale: 0.003}}
                  n1: {lif: {retain: 0.5, threshold: 0.2}}
                  history: {concat: {ports: 2}}
                  posterior: {linear: {out: 8 * k}, learn: weights}
                  n2: {lif: {retain: 0.5, threshold: 0.2}}
                  z: {choice: {of: k}}
                  prior: {linear: {out: 8 * k}, learn: weights}
                  n3: {lif: {retain: 0.5, threshold: 0.2}}
                  guess: {choice: {of: k}}
                  decoder: {linear: {out: 1024, bias: true}, learn: weights}
                  map: {unflatten: {channels: 1, height: 32, width: 32}}
                  picture: {activation: {function: tanh}}
                edges:
                  - input encoder n1 history
                  - z history: {port: 1, delay: 1, detached: true}
                  - history posterior n2 z
                  - z prior: {delay: 1, detached: true}
                  - prior n3 guess
                  - z decoder map picture
                outputs: [picture, guess]
                """);
        final Path out = directory.resolve("own.safetensors");
        final JsonNode trained = json(Cli.run(
                "train",
                "inpaint",
                "--network",
                own,
                "--samples",
                20,
                "--test-samples",
                4,
                "--epochs",
                1,
                "--batch",
                10,
                "--frozen",
                "encoder",
                "--out",
                out,
                "--json"));
        assertTrue(trained.get("holeMse").doubleValue() > 0);
        Files.delete(own); // the model carries its graph

        final JsonNode filled =
                json(Cli.run("inpaint", out, "--samples", 4, "--out", directory.resolve("filled.png"), "--json"));
        assertEquals(trained.get("holeMse").doubleValue(), filled.get("holeMse").doubleValue());
        final JsonNode shown = json(Cli.run("network", "show", out, "--json"));
        assertEquals("frozen", shown.get("nodes").get(1).get("learns").textValue());
    }

    @Test
    void shouldRefuseAGraphForWhatItIsNotByLineColumnAndNode() {
        final Path out = directory.resolve("m.safetensors");
        final Cli inpaint = Cli.run("train", "inpaint", "--network", network, "--out", out);
        assertEquals(1, inpaint.status());
        assertEquals(
                "memspike: " + network
                        + ": line 8, column 3: node out: expected two outputs, a picture and the choice of a"
                        + " prior, of an auto-encoder, found [out]",
                inpaint.err().strip());

        final Cli classify = Cli.run("train", "classify", "--network", "prime-autoencoder", "--out", out);
        assertEquals(1, classify.status());
        assertTrue(classify.err().startsWith("memspike: prime-autoencoder.yaml: line "), classify.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldTellTheSizeOfANetworkInInfo() throws IOException {
        final JsonNode info = json(Cli.run("info", "--network", network, "--json"));

        assertEquals("small", info.get("network").textValue());
        assertEquals(7, info.get("nodes").intValue());
    }

    private static void assertRefused(int status, String message, Object... arguments) {
        final Cli run = Cli.run(arguments);
        assertEquals(status, run.status(), run.err());
        assertEquals("memspike: " + message, run.err().lines().findFirst().orElse(""));
    }

    @Test
    void shouldRefuseInOneLine() throws IOException {
        final Path out = directory.resolve("m.safetensors");
        Files.writeString(network, TEXT.replace("{retain", "{retian"));
        assertRefused(
                1,
                network + ": line 4, column 13: node n, field lif.retian: expected one of the fields retain, threshold,"
                        + " leakySlope, surrogateCentre, surrogate, found an unknown field",
                "train",
                "classify",
                "--network",
                network,
                "--out",
                out);
        assertRefused(
                2,
                "network: expected one of prime-conv, prime-mlp, prime-autoencoder, hole-filler, pictures, braille, "
                        + "spoken-digits, spoken-digits-forward, mnist-rate, mnist-latency, pruning-cnn, pruning-crnn, pruning-vgg, pruning-unet, xnor-mlp, spiking-cnn, spiking-crnn, spiking-unet, conv, mlp, a YAML file or a model file, found 'rnn'",
                "train",
                "classify",
                "--network",
                "rnn",
                "--out",
                out);
        assertRefused(
                2,
                "--out: expected a file named .png or .svg, found x.gif",
                "network",
                "show",
                "conv",
                "--out",
                "x.gif");
        assertRefused(
                2,
                "--input: expected channels, rows and columns, as 2,34,34, found '2,34'",
                "network",
                "show",
                "conv",
                "--input",
                "2,34");
        assertRefused(
                2,
                "--curve: expected a file named .csv or .png, found x",
                "train",
                "classify",
                "--curve",
                "x",
                "--out",
                out);
        assertRefused(
                2,
                "--repeats: expected at least 1, and 1 with --resume, found 0",
                "train",
                "classify",
                "--repeats",
                0,
                "--out",
                out);
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldShowATextThatLeavesClassesToData() throws IOException {
        Files.writeString(network, TEXT.replace("sizes: {classes: 10}\n", ""));
        final JsonNode shown = json(Cli.run("network", "show", network, "--json"));
        assertEquals(10, shown.get("nodes").get(4).get("channels").intValue(), shown.toString());
        assertEquals(
                shown.get("parameters"),
                json(Cli.run("info", "--network", network, "--json")).get("parameters"));
        assertEquals(0, Cli.run("network", "show", network, "--input", "1,8,8").status());
    }

    @Test
    void shouldShowWhatNodesOfAModelLearnt() throws IOException {
        Files.writeString(network, """
                nodes:
                  fc1: {linear: {out: 12, weightScale: 0.01}}
                  n1: {lifNir: {dt: 1}, learn: [tau], tensors: {tau: 2, r: 1, vThreshold: 0.5}}
                  fixed: {linear: {out: 12}, learn: frozen, on: digital}
                  n2: {lifNir: {dt: 1}, tensors: {tau: 2, r: 1, vThreshold: 0.5}}
                  fc: {linear: {out: classes}, learn: weights}
                  readout: integrator
                  out: mean
                edges: [input fc1 n1 fixed n2 fc readout out]
                """);
        final Path model = directory.resolve("model.safetensors");
        assertEquals(0, train(model).status());

        final List<String> learns =
                json(Cli.run("network", "show", model, "--json")).get("nodes").findValuesAsText("learns");

        assertEquals(
                List.of("null", "prune 0.5", "tensors tau", "frozen", "frozen", "weights", "null", "null"), learns);
    }
}
