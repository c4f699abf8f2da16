package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSourceTest {
    private static final Given DIGITS = Given.data(new Shape(2, 34, 34), 10);
    private static final List<String> SIZED = // which say their input
            List.of(
                    "prime-autoencoder",
                    "hole-filler",
                    "xnor-mlp",
                    "pruning-cnn",
                    "pruning-crnn",
                    "spiking-cnn",
                    "spiking-crnn");
    private static final Lif SLOW = new Lif(0.2f, 0.5f, 0.1f);

    static List<String> names() {
        return NetworkSource.names();
    }

    private static List<Kind> kinds(String name) {
        return NetworkSource.inJar(name, DIGITS).graph().kinds();
    }

    /** The paper's constants (arXiv 2407.18625). */
    @Test
    void shouldKnowPrimesNetworks() {
        final Lif fast = new Lif(0.2f, 0.2f, 0.1f);
        assertEquals(
                List.of(
                        new Conv2d(12, 5, 1, 1, 0.01f),
                        fast,
                        new AvgPool(2),
                        new Conv2d(64, 5, 1, 0, 0.01f),
                        fast,
                        new AvgPool(2),
                        new Linear(10, 0.01f),
                        Integrator.readout(0.1f),
                        new Mean()),
                kinds("conv"));
        assertEquals(kinds("prime-conv"), kinds("conv"));
        assertEquals(
                List.of(
                        new Linear(250, 0.01f),
                        SLOW,
                        new Linear(250, 0.01f),
                        SLOW,
                        new Linear(10, 0.01f),
                        Integrator.readout(0.1f),
                        new Mean()),
                kinds("mlp"));
        final GraphText painter = NetworkSource.inJar("prime-autoencoder", Given.NOTHING);
        assertEquals(new Shape(1, 32, 32), painter.graph().shape("picture"));
        assertEquals(Learning.WEIGHTS, painter.learning().get("posterior2"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadBackWhatTheJarHas(String name) throws IOException {
        final Given given = SIZED.contains(name) ? Given.NOTHING : DIGITS;
        final GraphText network = NetworkSource.inJar(name, given);
        final GraphText again = GraphText.parse("again", network.write(), Given.NOTHING);

        assertEquals(network.graph(), again.graph());
        assertEquals(network.learning(), again.learning());
        assertEquals(network.on(), again.on());
    }

    private static long weights(GraphText network) {
        return network.graph().nodesOf(MatrixKind.class).stream()
                .mapToLong(node -> network.graph().tensors(node.name()).get(0).size())
                .sum();
    }

    /** Li and others, arXiv 2311.07164. */
    @Test
    void shouldHaveAsManyWeightsAsThePaper() throws IOException {
        final Given picture = Given.otherwise(new Shape(1, 64, 64));

        assertEquals(62_272, weights(NetworkSource.inJar("pruning-cnn", Given.NOTHING)));
        assertEquals(68_480, weights(NetworkSource.inJar("pruning-crnn", Given.NOTHING)));
        // 9 (1·32 + 32·64 + 64·128) + 3·3·128·512 + 512·10
        assertEquals(687_392, weights(NetworkSource.inJar("pruning-vgg", Given.otherwise(new Shape(1, 28, 28)))));
        assertEquals(4_313_440, weights(NetworkSource.inJar("pruning-unet", picture)));
        // 9 (1·4 + 4·4 + 4·8 + 8·8 + 8·8 + 8·8 + 16·8 + 8·4 + 8·4 + 4·4) + 4·2
        assertEquals(4_076, weights(NetworkSource.find("pruning-unet:base=4,depth=2", picture)));
    }

    @Test
    void shouldSpikeInTheirStead() throws IOException {
        final Given picture = Given.otherwise(new Shape(1, 64, 64));
        final GraphText cnn = NetworkSource.inJar("spiking-cnn", Given.NOTHING);
        final GraphText crnn = NetworkSource.inJar("spiking-crnn", Given.NOTHING);

        assertEquals(48 * 9 + 48 * 64 * 9 + 64 * 49 * 128 + 128 * 10, weights(cnn));
        assertEquals(new Shape(64, 7, 7), cnn.graph().shape("n1"));
        assertEquals(64 * 6 + 64 * 64 * 6 + 128 * 256 + 256 * 256 + 256 * 10, weights(crnn));
        assertEquals(new Shape(64, 2, 4), crnn.graph().shape("n1"));
        assertEquals(4_076, weights(NetworkSource.find("spiking-unet:base=4", picture)));
        assertEquals(
                new Shape(2, 64, 64),
                NetworkSource.find("spiking-unet:base=4,depth=3", picture)
                        .graph()
                        .shape("answer"));
    }

    @Test
    void shouldScaleRandomWeightsByTheirFanIn() {
        final GraphText network = NetworkSource.inJar("pruning-cnn", Given.NOTHING);
        final MatrixKind conv1 = (MatrixKind) network.graph().node("conv1").kind();

        assertEquals((float) (Math.sqrt(2 / (64 * 9 * 0.5)) / 6.352), conv1.weightScale());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveUnetsAsFiles(UnetText.Style style) throws IOException {
        try (InputStream in = NetworkSource.class.getResourceAsStream(style.network() + ".yaml")) {
            assertEquals(UnetText.of(style, style.depth()), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldRefuseSizesThatANetworkDoesNotHave() {
        final Given picture = Given.otherwise(new Shape(1, 64, 64));
        assertEquals(
                "network pruning-unet:width=4: expected sizes of [classes, base, bits, depth], found [width]",
                assertThrows(IllegalArgumentException.class, () -> NetworkSource.find("pruning-unet:width=4", picture))
                        .getMessage());
        assertEquals(
                "network pruning-unet:base: expected NAME:SIZE=NUMBER,..., found 'base'",
                assertThrows(IllegalArgumentException.class, () -> NetworkSource.find("pruning-unet:base", picture))
                        .getMessage());
    }

    @Test
    void shouldFindNetworksByFile(@TempDir Path directory) throws IOException {
        final Path file = directory.resolve("mine.yaml");
        assertThrows(NoSuchFileException.class, () -> NetworkSource.find(file.toString(), DIGITS));
        Files.writeString(file, "nodes: {out: mean}\nedges: [input out]");

        assertEquals(
                List.of(new Mean()),
                NetworkSource.find(file.toString(), DIGITS).graph().kinds());
    }

    @Test
    void shouldSayWhatThereIsWhereThereIsNone() {
        assertEquals(
                "network: expected one of prime-conv, prime-mlp, prime-autoencoder, hole-filler, pictures, braille, "
                        + "spoken-digits, spoken-digits-forward, mnist-rate, mnist-latency, pruning-cnn, pruning-crnn, pruning-vgg, pruning-unet, xnor-mlp, spiking-cnn, spiking-crnn, spiking-unet, conv, mlp, a YAML file or a model file,"
                        + " found 'rnn'",
                assertThrows(IllegalArgumentException.class, () -> NetworkSource.find("rnn", DIGITS))
                        .getMessage());
    }
}
