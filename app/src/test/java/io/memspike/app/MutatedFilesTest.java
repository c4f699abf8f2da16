package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files with one thing wrong: cut short, longer by a byte, a byte another, at places throughout. A command does its work, where
 * the change makes another sound file, or says in one line what is wrong with it; never a stack trace, an exception's
 * name or a number that is none.
 */
class MutatedFilesTest {
    private static final byte[] BYTES = {0, '"', '9', '-', '[', '}', (byte) 0xff};

    @TempDir
    Path directory;

    private Path file;
    private Path model;
    private Path events;

    @BeforeEach
    void makeFiles() throws IOException {
        file = directory.resolve("mutated.safetensors");
        model = classifier(Map.of("seed", "1"), null).apply(directory.resolve("model.safetensors"));
        events = directory.resolve("events.safetensors");
        new SafetensorsWriter()
                .metadata("classes", "2")
                .bytes("events", new long[] {2, 3, 2, 2, 2}, new byte[] {
                    1, 0, 2, 0, 0, 255 - 256, 0, 1, 0, 0, 0, 0, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, //
                    0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 9, 9, 9, 9, 9, 9, 9, 9
                })
                .longs("labels", new long[] {2}, new long[] {0, 1})
                .write(events);
    }

    private interface Written {
        Path apply(Path path) throws IOException;
    }

    /** A spiking classifier of 2 × 2 pixels; {@code regenerated} leaves weights out. */
    private static Written classifier(Map<String, String> metadata, Set<String> regenerated) {
        final Graph graph = Graph.chain(
                new Shape(2, 2, 2),
                List.of(
                        new Conv2d(3, 2, 1, 1, 0.5f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new Linear(2, 1f),
                        Integrator.readout(0.1f),
                        new Mean()));
        final float[] first = new float[24];
        final float[] second = new float[54];
        for (int i = 0; i < second.length; i++) {
            first[i % 24] = (i % 7 - 3) / 4f;
            second[i] = (i % 5 - 2) / 8f;
        }
        final byte[] mask = new byte[24];
        Arrays.fill(mask, 3, 24, (byte) 1);
        final Model model =
                new Model(graph, Map.of("0.weight", first, "2.weight", second), Map.of("0", mask), Map.of(), metadata);
        return path -> {
            if (regenerated == null) {
                model.write(path);
            } else {
                model.writeCompact(path, regenerated);
            }
            return path;
        };
    }

    /** Runs a command on every mutation of {@link #file}, which is as it should be. */
    private void assertEveryMutationIsUnderstood(int step, Object... command) throws IOException {
        final byte[] sound = Files.readAllBytes(file);
        assertEquals(0, Cli.run(command).status(), Cli.run(command).err());
        for (int length = 0; length < sound.length; length += step) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertRefused("cut to " + length, Cli.run(command));
        }
        Files.write(file, Arrays.copyOf(sound, sound.length + 1));
        assertRefused("longer by a byte", Cli.run(command));
        for (int at = 0; at < sound.length; at += step) {
            for (final byte other : BYTES) {
                final byte[] mutated = sound.clone();
                mutated[at] = other;
                Files.write(file, mutated);
                assertUnderstood("byte " + at + " is " + other, Cli.run(command));
            }
        }
        Files.delete(file);
        assertRefused("none", Cli.run(command));
        Files.createDirectory(file);
        assertRefused("a directory", Cli.run(command));
    }

    private void assertUnderstood(String mutation, Cli cli) throws IOException {
        if (cli.status() != 0) {
            assertRefused(mutation, cli);
        } else if (!cli.out().isEmpty()) {
            assertFalse(cli.out().contains("NaN") || cli.out().contains("Infinity"), mutation + ": " + cli.out());
            JsonMapper.builder().build().readTree(cli.out());
        }
    }

    private void assertRefused(String mutation, Cli cli) {
        final String what = mutation + ": exit " + cli.status() + ": " + cli.out() + cli.err();
        assertTrue(cli.status() == 1 || cli.status() == 2, what);
        assertEquals("", cli.out(), what);
        assertEquals(1, cli.err().strip().lines().count(), what);
        assertTrue(cli.err().startsWith("memspike: " + directory), what); // of two files that do not fit, either one
        assertTrue(cli.err().contains("expected "), what);
        assertTrue(cli.err().length() < 1000, what);
    }

    @Test
    void shouldUnderstandModels() throws IOException {
        classifier(Map.of("seed", "1", "note", "two by two"), null).apply(file);

        assertEveryMutationIsUnderstood(17, "evaluate", file, "--events", events, "--json", "--threads", 1);
    }

    @Test
    void shouldUnderstandCompactModelsWithConverters() throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                        "mlp", "mnist", 16, 0, Mode.PRUNE, Loss.MEAN, 1, 4, 1e-3, 0, 0.5, 0, 1, 1)
                .withConverters(new ConverterPlan(4, 0, 0, 1));
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", "1");
        metadata.put(ModelNetwork.DEVICE, ModelNetwork.FORMED_RRAM);
        metadata.put("trainedWith", plan.toJson());
        metadata.put("adcFullScales", "{\"0\":20.0,\"2\":1.5}");
        classifier(metadata, Set.of("0")).apply(file);

        assertEveryMutationIsUnderstood(41, "evaluate", file, "--events", events, "--json", "--threads", 1);
    }

    @Test
    void shouldUnderstandModelsOnHardware() throws IOException {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(
                "placement",
                "{\"standard\":{\"cells\":{\"device\":{\"pcm\":{\"range\":{\"minSiemens\":0,\"maxSiemens\":2.5e-5}}},"
                        + "\"ageSeconds\":60},\"converters\":{\"bits\":4,\"nonlinearity\":0.1,\"noiseLsb\":0.5,\"quantile\":1},"
                        + "\"readNoise\":0.1},\"digital\":[\"2\"],\"seed\":3}");
        metadata.put("adcFullScales", "{\"0\":20.0}");
        classifier(metadata, null).apply(file);

        assertEveryMutationIsUnderstood(23, "evaluate", file, "--events", events, "--json", "--threads", 1);
    }

    @Test
    void shouldUnderstandEventFiles() throws IOException {
        Files.copy(events, file);

        assertEveryMutationIsUnderstood(7, "evaluate", model, "--events", file, "--json", "--threads", 1);
    }

    @Test
    void shouldUnderstandCrossbars() throws IOException {
        Files.writeString(
                file,
                "{\"a\": {\"R\": [[10, -1], [2e3, 5]], \"V\": [2, -1], \"r_i_wl\": 1, \"r_i_bl\": 2}}",
                StandardCharsets.UTF_8);

        assertEveryMutationIsUnderstood(2, "array", "solve", "--crossbar", file, "--json");
    }

    @Test
    void shouldUnderstandConstantsOfEnergy() throws IOException {
        try (InputStream in = EnergyConstants.class.getResourceAsStream("energy-45nm.json")) {
            Files.write(file, in.readAllBytes());
        }
        final byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length; at += 37) { // only read: an evaluation of each would take minutes
            for (final byte other : BYTES) {
                final byte[] mutated = sound.clone();
                mutated[at] = other;
                Files.write(file, mutated);
                try {
                    EnergyConstants.read(file);
                } catch (IOException e) {
                    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                    assertTrue(e.getMessage().contains("expected "), e.getMessage());
                    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                }
            }
        }
    }

    /** A header alone, with bytes of zeros behind it. */
    private void write(String header, int dataBytes) throws IOException {
        final byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'events':{'dtype':'U8','shape':[9223372036854775807,2,2,2,2],'data_offsets':[0,48]}} | field shape",
                "{'events':{'dtype':'U8','shape':[2,3,2,2,2],'data_offsets':[-48,0]}} | field data_offsets[0]: expected an integer",
                "{'events':{'dtype':'U8','shape':[2,3,2,2,2],'data_offsets':[0,48]},'labels':{'dtype':'I64','shape':[2],'data_offsets':[40,56]}} | field data_offsets: expected begin 48",
                "{'events':{'dtype':'F32','shape':[1,3,2,2,1],'data_offsets':[0,48]},'labels':{'dtype':'I64','shape':[2],'data_offsets':[48,64]}} | tensor events: expected U8 [N, T, C, H, W], found F32",
                "{'events':{'dtype':'U8','shape':[2,3,2,2,2],'data_offsets':[0,48]},'labels':{'dtype':'U64','shape':[2],'data_offsets':[48,64]}} | tensor labels: expected I64 [2]",
                "{'__metadata__':{'classes':'0'},'events':{'dtype':'U8','shape':[2,3,2,2,2],'data_offsets':[0,48]},'labels':{'dtype':'I64','shape':[2],'data_offsets':[48,64]}} | metadata classes: expected a number from 1",
                "{'__metadata__':{'classes':'9','classes':'2'},'events':{'dtype':'U8','shape':[2,3,2,2,2],'data_offsets':[0,48]},'labels':{'dtype':'I64','shape':[2],'data_offsets':[48,64]}} | field __metadata__.classes: expected one value, found a second",
            })
    void shouldRefuseEventFilesThatClaimTooMuch(String header, String part) throws IOException {
        write(header, 64);

        for (final Object[] command : new Object[][] {
            {"evaluate", model, "--events", file, "--json"}, {"stream", model, "--source", file, "--json"}
        }) {
            final Cli cli = Cli.run(command);
            assertRefused(header, cli);
            assertTrue(cli.err().contains(part), cli.err());
        }
    }

    @Test
    void shouldRefuseNestingWithoutEnd() throws IOException {
        write("{'a':" + "[".repeat(200_000), 0);
        assertRefused("nested", Cli.run("evaluate", file, "--events", events));
        Files.writeString(file, "{\"R\":" + "[".repeat(200_000));
        assertRefused("nested", Cli.run("array", "solve", "--crossbar", file));
    }

    /** Where a compact file says more of its layers than memory can hold, nothing is made of it. */
    @Test
    void shouldRefuseACompactModelThatIsTooLarge() throws IOException {
        write(
                "{'__metadata__':{'format':'memspike-model','formatVersion':'1','regenerated':'0','device':'formed-rram',"
                        + "'seed':'1','architecture':'[{\\'type\\':\\'linear\\',\\'in\\':8,\\'out\\':1000000000},"
                        + "{\\'type\\':\\'readout\\'}]'}}",
                0);

        final Cli cli = Cli.run("evaluate", file, "--events", events);

        assertRefused("too large", cli);
        assertEquals(
                "memspike: " + file + ": metadata architecture: node 0: tensor weight: expected at most 2^31 - 1"
                        + " elements, found [1000000000, 8]",
                cli.err().strip());
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Files.write(
                file,
                change.apply(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldRefuseWeightsThatTheirScaleMakesInfinite() throws IOException {
        new SafetensorsWriter()
                .metadata("format", "memspike-model")
                .metadata("formatVersion", "1")
                .metadata(
                        "architecture",
                        "[{\"type\":\"linear\",\"in\":8,\"out\":2,\"weightScale\":10.00},{\"type\":\"readout\"}]")
                .floats("layers.0.weight", new long[] {2, 8}, new float[] {
                    3e38f, -3e38f, 3e38f, -3e38f, 3e38f, -3e38f, 3e38f, -3e38f, 1, 1, 1, 1, 1, 1, 1, 1
                })
                .write(file);

        final Cli cli = Cli.run("evaluate", file, "--events", events, "--json");

        assertRefused("10 · 3e38", cli);
        assertTrue(cli.err().contains("tensor layers.0.weight, element 0"), cli.err());
        edit(text -> text.replace("10.00", "0.001"));
        assertEquals(1, Cli.run("evaluate", file, "--events", events, "--json").status(), "sums would not be finite");
        edit(text -> text.replace("0.001", "1e-11"));
        assertEquals(0, Cli.run("evaluate", file, "--events", events, "--json").status());
    }
}
