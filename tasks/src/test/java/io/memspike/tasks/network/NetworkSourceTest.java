package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSourceTest {
    private static final Given DIGITS = Given.data(new Shape(2, 34, 34), 10);
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
        final Given given = name.contains("auto") ? Given.NOTHING : DIGITS;
        final GraphText network = NetworkSource.inJar(name, given);
        final GraphText again = GraphText.parse("again", network.write(), Given.NOTHING);

        assertEquals(network.graph(), again.graph());
        assertEquals(network.learning(), again.learning());
        assertEquals(network.on(), again.on());
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
                "network: expected one of prime-conv, prime-mlp, prime-autoencoder, pictures, braille, "
                        + "spoken-digits, spoken-digits-forward, mnist-rate, mnist-latency, conv, mlp, a YAML file or a model file,"
                        + " found 'rnn'",
                assertThrows(IllegalArgumentException.class, () -> NetworkSource.find("rnn", DIGITS))
                        .getMessage());
    }
}
