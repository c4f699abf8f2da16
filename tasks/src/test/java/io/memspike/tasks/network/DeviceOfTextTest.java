package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose text puts their weights on other devices than PRIME's. */
class DeviceOfTextTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final int SEED = 3;

    @TempDir
    Path directory;

    private ClassifierTraining start(String device) throws IOException {
        final Samples digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 20);
        final GraphText text =
                GraphText.parse("mine.yaml", """
                nodes:
                  c1: {conv2d: {out: 3, kernel: 5, stride: 3, weightScale: 0.01}, on: '%1$s'}
                  n: {lif: {retain: 0.5, threshold: 0.2}}
                  fc: {linear: {out: classes, weightScale: 0.01}, on: '%1$s'}
                  out: mean
                edges: [input c1 n fc out]
                """.formatted(device), Given.data(digits.shape(), digits.classes()));
        final ClassifierPlan plan = new ClassifierPlan(
                "mine.yaml", DataSets.MNIST, 20, 0, Mode.PRUNE, Loss.MEAN, 1, 10, 1e-3, 0, 0.5, 0, SEED, 0);
        return ClassifierTraining.start(plan, text, digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm", "mram", "rram", "signs", "histogram", "table"})
    void shouldFormWeightsOnTheDeviceAndBringThemBackFromTheSeed(String name) throws IOException {
        final Path measured = Files.writeString(directory.resolve("cells.csv"), """
                conductance_low_siemens,conductance_high_siemens,count
                1e-6,5e-6,30
                5e-6,2e-5,70
                """);
        final Path states = Files.writeString(directory.resolve("states.csv"), """
                target_siemens,mean_siemens,deviation_siemens
                1e-6,1.2e-6,3e-7
                2e-5,1.9e-5,1e-6
                """);
        final Path table = Files.writeString(directory.resolve("device.json"), "{\"states\": \"states.csv\"}");
        final Map<String, Path> files = Map.of("histogram", measured, "table", table);
        final String device = files.containsKey(name) ? name + ":" + files.get(name) : name;
        final ClassifierTraining training = start(device);
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model model = training.model();
        final Matrix c1 = Matrix.of(model.graph(), "c1");
        final float[] expected = MemristorArray.program(
                        c1, DeviceCatalog.of(device), SEED, model.graph().position("c1"))
                .weights();
        for (final Path file : List.of(measured, states, table)) {
            Files.delete(file); // the model has its numbers
        }

        assertArrayEquals(expected, model.weights("c1"));
        assertEquals(name, DeviceText.name(model.metadata().get("device")));
        final Path compact = directory.resolve("compact.safetensors");
        ModelNetwork.writeCompact(model, compact);
        final Model back = ModelNetwork.read(compact);
        assertArrayEquals(expected, back.weights("c1"));
        assertArrayEquals(model.masks().get("fc"), back.masks().get("fc"));
        final Path whole = directory.resolve("whole.safetensors");
        model.write(whole);
        assertTrue(Files.size(compact) < Files.size(whole));
    }

    @Test
    void shouldRefuseFilesThatSpeakOfDevicesThatThereAreNot() throws IOException {
        final Model model = start("pcm").model();
        for (final String device : new String[] {"{\"flash\":{}}", "{\"pcm\":", "{\"pcm\":{}} x", "{}"}) {
            final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
            metadata.put("device", device);
            final Path file = directory.resolve("model.safetensors");
            new Model(model.graph(), model.tensors(), model.masks(), Map.of(), metadata).write(file);

            final String message = assertThrows(FileFormatException.class, () -> ModelNetwork.read(file), device)
                    .getMessage();
            assertTrue(message.startsWith(file + ": metadata device: "), message);
            assertEquals(1, message.lines().count(), message);
        }
    }
}
