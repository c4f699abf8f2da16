package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.AutoEncoder;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of version 1 are read for ever: a list of layers, tensors named by their position. */
class VersionOneTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 6;
    private static final String CONV = """
            [{"type":"conv2d","in":2,"out":3,"kernel":5,"padding":1,"weightScale":0.25},
             {"type":"lif","retain":0.2,"threshold":0.2,"leakySlope":0.1},
             {"type":"avgpool2d","kernel":2},
             {"type":"conv2d","in":3,"out":4,"kernel":3,"stride":2,"weightScale":0.5},
             {"type":"lif","retain":0.2,"threshold":0.2,"leakySlope":0.1,"surrogateCentre":0.0},
             {"type":"avgpool2d","kernel":2},
             {"type":"linear","in":36,"out":10},
             {"type":"readout"}]""";
    private static final List<Kind> CONV_KINDS = List.of(
            new Conv2d(3, 5, 1, 1, 0.25f),
            new Lif(0.2f, 0.2f, 0.1f),
            new AvgPool(2),
            new Conv2d(4, 3, 2, 0, 0.5f),
            new Lif(0.2f, 0.2f, 0.1f, 0f),
            new AvgPool(2),
            new Linear(10, 1f),
            Integrator.readout(0.1f),
            new Mean());
    private static final String MLP = """
            [{"type":"linear","in":36,"out":20,"weightScale":0.5},
             {"type":"lif","retain":0.2,"threshold":0.5,"leakySlope":0.1},
             {"type":"linear","in":20,"out":4,"weightScale":1.0},
             {"type":"readout","leakySlope":0.25}]""";
    private static final List<Kind> MLP_KINDS = List.of(
            new Linear(20, 0.5f), new Lif(0.2f, 0.5f, 0.1f), new Linear(4, 1f), Integrator.readout(0.25f), new Mean());

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("model.safetensors");
    }

    private static SafetensorsWriter versionOne(String architecture) {
        return new SafetensorsWriter()
                .metadata("format", "memspike-model")
                .metadata("formatVersion", "1")
                .metadata("architecture", architecture);
    }

    private static float[] some(int layer, int n) {
        final RandomStream random = RandomStream.of(layer, "weights");
        final float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = 0.4f * (float) random.nextGaussian();
        }
        return numbers;
    }

    private static byte[] mask(int n) {
        final byte[] mask = new byte[n];
        for (int i = 0; i < n; i++) {
            mask[i] = (byte) (i % 3 == 0 ? 0 : 1);
        }
        return mask;
    }

    private static Network network(Model model) {
        return Network.of(
                model.graph(),
                model.tensors(),
                (node, matrix) -> WeightedSynapses.of(matrix, model.effective(node.name()), KERNELS),
                KERNELS);
    }

    /** Bits of the answers after each step of random events. */
    private static List<List<Float>> answers(Network network) {
        final RandomStream random = RandomStream.of(5, "events");
        final Session session = network.newSession();
        final SpikeList events = new SpikeList(network.input().size());
        return IntStream.range(0, STEPS)
                .mapToObj(t -> {
                    events.clear();
                    for (int i = 0; i < events.capacity(); i++) {
                        if (random.nextInt(6) == 0) {
                            events.add(i, 1 + random.nextInt(2));
                        }
                    }
                    session.step(events);
                    final List<Float> answer = new ArrayList<>();
                    for (final float logit : session.answer()) {
                        answer.add(logit);
                    }
                    return answer;
                })
                .toList();
    }

    /** The chain built directly over effective weights, by layer. */
    private static Network direct(Shape input, List<Kind> kinds, Map<String, float[]> effective) {
        return Network.of(
                Graph.chain(input, kinds),
                (node, matrix) -> WeightedSynapses.of(matrix, effective.get(node.name()), KERNELS),
                KERNELS);
    }

    private static float[] effective(float[] weights, byte[] mask, float scale) {
        final float[] effective = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            effective[i] = mask != null && mask[i] == 0 ? 0f : scale * weights[i];
        }
        return effective;
    }

    private static void assertSpeaks(List<List<Float>> answers) {
        assertTrue(answers.get(STEPS - 1).stream().distinct().count() > 2, "logits must differ: " + answers);
    }

    @Test
    void shouldGiveTheLogitsOfAConvolutionalChain() throws IOException {
        versionOne(CONV)
                .floats("layers.0.weight", new long[] {3, 2, 5, 5}, some(0, 150))
                .bytes("layers.0.mask", new long[] {3, 2, 5, 5}, mask(150))
                .floats("layers.3.weight", new long[] {4, 3, 3, 3}, some(3, 108))
                .floats("layers.6.weight", new long[] {10, 36}, some(6, 360))
                .bytes("layers.6.mask", new long[] {10, 36}, mask(360))
                .floats("layers.6.score", new long[] {10, 36}, some(7, 360))
                .metadata("seed", "7")
                .write(path);

        final Model read = Model.read(path);

        // files do not say how large the input is: the camera's 34×34 is what is tried first, and 4·3·3 = 36 fits it
        final Shape camera = new Shape(2, 34, 34);
        assertEquals(Graph.chain(camera, CONV_KINDS), read.graph());
        assertArrayEquals(some(7, 360), read.state().get("6.score"));
        assertEquals(Map.of("seed", "7"), read.metadata());
        final Network direct = direct(
                camera,
                CONV_KINDS,
                Map.of(
                        "0", effective(some(0, 150), mask(150), 0.25f),
                        "3", effective(some(3, 108), null, 0.5f),
                        "6", effective(some(6, 360), mask(360), 1f)));
        assertSpeaks(answers(direct));
        assertEquals(answers(direct), answers(network(read)));
        assertEquals(answers(direct), answers(network(again(read))));
    }

    /** Written as version 2 and read back. */
    private Model again(Model model) throws IOException {
        final Path newer = directory.resolve("newer.safetensors");
        model.write(newer);
        return Model.read(newer);
    }

    @Test
    void shouldGiveTheLogitsOfFullConnections() throws IOException {
        versionOne(MLP)
                .floats("layers.0.weight", new long[] {20, 36}, some(0, 720))
                .floats("layers.2.weight", new long[] {4, 20}, some(2, 80))
                .write(path);

        final Model read = Model.read(path);

        assertEquals(Graph.chain(Shape.vector(36), MLP_KINDS), read.graph());
        final Shape input = new Shape(4, 3, 3); // events say what the elements are
        final Network direct = direct(
                input,
                MLP_KINDS,
                Map.of("0", effective(some(0, 720), null, 0.5f), "2", effective(some(2, 80), null, 1f)));
        assertSpeaks(answers(direct));
        assertEquals(answers(direct), answers(network(read.at(input))));
        assertEquals(answers(direct), answers(network(again(read.at(input)))));
    }

    private static String autoEncoderArchitecture() {
        final String block = """
                {"type":"tdBatchNorm","channels":%d,"alpha":%s,"threshold":0.2},
                {"type":"lif","retain":0.25,"threshold":0.2,"leakySlope":1,"surrogateCentre":0},
                """;
        final String conv = """
                {"type":"conv2d","in":%d,"out":5,"kernel":3,"stride":2,"padding":1},
                """ + block.formatted(5, "1.0");
        final String linear = """
                {"type":"linear","in":%1$d,"out":%2$d},
                """ + block.replace("%d", "%2$d").replace("%s", "%3$s");
        final String choice = """
                {"type":"choice","of":3},
                """;
        final String transposed = """
                {"type":"convTranspose2d","in":5,"out":5,"kernel":3,"stride":2,"padding":1,"outputPadding":1},
                """ + block.formatted(5, "1.0");
        return "[" + conv.formatted(1) + conv.formatted(5) + conv.formatted(5) + linear.formatted(20, 6, "1.0")
                + linear.formatted(12, 12, "2.0") + linear.formatted(12, 24, "2.0") + linear.formatted(24, 18, "2.0")
                + choice
                + linear.formatted(6, 12, "2.0") + linear.formatted(12, 24, "2.0") + linear.formatted(24, 18, "2.0")
                + choice
                + linear.formatted(6, 20, "1.0") + """
                {"type":"unflatten","channels":5,"height":2,"width":2},
                """ + transposed + transposed + transposed + """
                {"type":"convTranspose2d","in":5,"out":1,"kernel":3,"padding":1},
                {"type":"membrane","channels":1,"retain":0.8}]""";
    }

    private static SafetensorsWriter autoEncoder(Model model) {
        final SafetensorsWriter writer = versionOne(autoEncoderArchitecture()).metadata("steps", "7");
        model.tensors()
                .forEach((name, values) -> writer.floats(
                        "layers." + (name.equals("45.bias") ? "46.bias" : name),
                        Model.specOf(model.graph(), name).shape(),
                        values));
        return writer;
    }

    @Test
    void shouldConnectTheLayersOfAnAutoEncoder() throws IOException {
        final Model model = AutoEncoder.model(3);
        autoEncoder(model)
                .floats("layers.46.bias.adam.first", new long[] {1}, new float[] {7f})
                .write(path);

        final Model read = Model.read(path);

        assertEquals(AutoEncoder.graph(), read.graph());
        assertEquals(
                model.tensors().keySet(), new LinkedHashSet<>(read.tensors().keySet()));
        model.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, read.tensors().get(name), name));
        assertArrayEquals(new float[] {7f}, read.state().get("45.bias.adam.first"));
        final SpikeList image = new SpikeList(AutoEncoder.PIXELS);
        image.compact(AutoEncoder.image(1), AutoEncoder.PIXELS);
        final Session direct = AutoEncoder.session(model, model.graph(), KERNELS);
        final Session session = AutoEncoder.session(read, read.graph(), KERNELS);
        for (int t = 0; t < AutoEncoder.STEPS; t++) {
            direct.step(image);
            session.step(image);
            assertArrayEquals(direct.answer(), session.answer());
        }
    }

    @Test
    void shouldRefuseAnAutoEncoderWithoutItsParts() throws IOException {
        assertRefused(
                versionOne("[{\"type\":\"membrane\",\"channels\":2,\"retain\":0.5}]"),
                "metadata architecture: expected the layers of a spiking auto-encoder, found [integrator]");
        final String beheaded = autoEncoderArchitecture()
                .replaceAll("\\{\"type\":\"convTranspose2d\",\"in\":5,\"out\":1.*", """
                {"type":"membrane","channels":5,"retain":0.8}]""")
                .replaceAll("(?s)(\"retain\":0.8}]).*", "$1");
        assertRefused(
                versionOne(beheaded),
                "metadata architecture: layer 45: expected a membrane behind convTranspose2d, found one behind lif");
        final Map<String, float[]> tensors = new HashMap<>(AutoEncoder.model(3).tensors());
        tensors.put("45.bias", new float[] {Float.NaN});
        assertRefused(
                autoEncoder(new Model(AutoEncoder.graph(), tensors, Map.of(), Map.of(), Map.of())),
                "tensor layers.46.bias, element 0: expected a finite number, found NaN");
    }

    @Test
    void shouldReadCompactFiles() throws IOException {
        final byte[] steps = new byte[80];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) (i - 40);
        }
        versionOne(MLP).bytes("layers.0.mask", new long[] {20, 36}, mask(720)).stream(
                        "layers.2.weight", TensorType.I8, new long[] {4, 20}, out -> out.write(ByteBuffer.wrap(steps)))
                .floats("layers.2.weightScales", new long[] {4}, new float[] {1f, 0.5f, 0.25f, 2f})
                .metadata("regenerated", "0")
                .metadata("seed", "7")
                .write(path);

        final Model read = Model.read(
                path,
                (graph, node, metadata) ->
                        graph.position(node) == 0 && metadata.get("seed").equals("7") ? some(0, 720) : null);

        assertArrayEquals(effective(some(0, 720), mask(720), 0.5f), read.effective("0"));
        assertEquals(-40f, read.weights("2")[0]);
        assertEquals(0.25f * (45 - 40), read.weights("2")[45]);
    }

    private void assertRefused(SafetensorsWriter writer, String expected) throws IOException {
        writer.write(path);
        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();
        assertTrue(message.startsWith(path + ": " + expected), message);
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "7",
                "\"conv2d\"",
                "nonsense",
                "[",
                "[{]",
                "[{\"type\":\"lif\"",
                "[{\"type\":\"readout\"},",
                "[] 1",
                "[]"
            })
    void shouldRefuseAnArchitectureThatIsNoArray(String architecture) throws IOException {
        assertRefused(versionOne(architecture), "metadata architecture: ");
    }

    @Test
    void shouldRefuseAFileThatSaysNothingOfItsLayers() throws IOException {
        assertRefused(
                new SafetensorsWriter().metadata("format", "memspike-model").metadata("formatVersion", "1"),
                "metadata architecture: expected a description of the network, found nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[7]                                                    | layer 0: expected an object, found 7",
                "[{}]                                                   | layer 0, field type: expected a text, found nothing",
                "[{'type':'linaer','in':2,'out':3}]                     | layer 0, field type: expected one of [conv2d, linear, lif, avgpool2d, readout, convTranspose2d, tdBatchNorm, unflatten, choice, membrane], found @linaer@",
                "[{'type':'linear','out':3}]                            | layer 0, field in: expected a whole number from 1 to 2147483647, found nothing",
                "[{'type':'linear','in':2.5,'out':3}]                   | layer 0, field in: expected a whole number from 1 to 2147483647, found 2.5",
                "[{'type':'linear','in':'2','out':3}]                   | layer 0, field in: expected a whole number from 1 to 2147483647, found @2@",
                "[{'type':'linear','in':[2],'out':3}]                   | layer 0, field in: expected a whole number from 1 to 2147483647, found an array",
                "[{'type':'linear','in':99999999999,'out':3}]           | layer 0, field in: expected a whole number from 1 to 2147483647, found 99999999999",
                "[{'type':'linear','in':-2,'out':3}]                    | layer 0, field in: expected a whole number from 1 to 2147483647, found -2",
                "[{'type':'linear','in':0,'out':3},{'type':'readout'}]  | layer 0, field in: expected a whole number from 1 to 2147483647, found 0",
                "[{'type':'linear','in':2,'out':3,'weightScale':true}]  | layer 0, field weightScale: expected a number, found true",
                "[{'type':'linear','in':2,'out':3,'weightScale':1e60}]  | layer 0, field weightScale: expected a finite number of 32 bits, found 1.0E60",
                "[{'type':'linear','in':2,'out':3,'weightscale':1}]     | layer 0, field weightscale: expected one of the fields",
                "[{'type':'conv2d','in':2,'out':3,'kernel':0}]          | layer 0: conv2d: expected kernel",
                "[{'type':'lif','threshold':1,'leakySlope':0.1}]        | layer 0, field retain: expected a number, found nothing",
                "[{'type':'lif','retain':3,'threshold':1,'leakySlope':0}] | layer 0: lif: expected retain in [0, 1]",
                "[{'type':'linear','in':2,'out':3}]                     | expected a readout as the last layer, found linear",
                "[]                                                     | expected a readout as the last layer, found no layers",
                "[{'type':'conv2d','in':2,'out':3,'kernel':3},{'type':'lif','retain':1,'threshold':1,'leakySlope':0}] | expected a readout as the last layer, found lif",
                "[{'type':'linear','in':2,'out':12},{'type':'linear','in':13,'out':3},{'type':'readout'}] | layer 1: linear: expected an input of 13 elements, found 12×1×1",
                "[{'type':'conv2d','in':2,'out':4,'kernel':3},{'type':'conv2d','in':3,'out':4,'kernel':3},{'type':'readout'}] | layer 1: conv2d: expected an input of 3 channels, found 4×32×32",
                "[{'type':'conv2d','in':2,'out':2147483647,'kernel':3},{'type':'readout'}] | node 0: shape: expected fewer than 2^31 elements, found channels=2147483647 height=32 width=32"
            })
    void shouldNameTheLayerAndFieldThatIsWrong(String architecture, String part) throws IOException {
        assertRefused(versionOne(architecture.replace('\'', '"')), "metadata architecture: " + part.replace('@', '"'));
    }

    @Test
    void shouldNameTensorsAsTheFileDoes() throws IOException {
        final String architecture = """
                [{"type":"linear","in":2,"out":3},{"type":"readout"}]""";
        final float[] six = new float[6];
        final long[] shape = {3, 2};
        assertRefused(versionOne(architecture), "tensor layers.0.weight: expected shape [3, 2], found no such tensor");
        assertRefused(
                versionOne(architecture).floats("layers.0.weight", shape, six).floats("0.score", shape, six),
                "tensor 0.score: expected the name of a node with tensors, found 0.score");
        assertRefused(
                versionOne(architecture).floats("layers.0.weight", shape, six).floats("layers.1.weight", shape, six),
                "tensor layers.1.weight: expected the name of a node with tensors, found layers.1.weight");
        assertRefused(
                versionOne(architecture)
                        .floats("layers.0.weight", shape, six)
                        .bytes("layers.0.mask", new long[] {6}, new byte[6]),
                "tensor layers.0.mask: expected shape [3, 2], found [6]");
    }
}
