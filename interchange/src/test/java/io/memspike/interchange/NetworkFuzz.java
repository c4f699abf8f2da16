package io.memspike.interchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.core.RandomStream;
import io.memspike.interchange.lava.LavaModel;
import io.memspike.interchange.lava.LavaNet;
import io.memspike.interchange.nir.Discretisation;
import io.memspike.interchange.nir.NirGraph;
import io.memspike.interchange.nir.NirModel;
import io.memspike.interchange.nir.data.NirData;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of networks, of others and as text, as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class NetworkFuzz {
    private static final int TEXTS = 8;

    @TempDir
    static Path directory;

    static Stream<byte[]> networks() throws IOException {
        return Stream.of(sound("dense.nir"), sound("convolution.nir"));
    }

    static Stream<byte[]> nets() throws IOException {
        return Stream.of(sound("dense.net"), sound("convolution.net"));
    }

    static Stream<byte[]> data() throws IOException {
        return Stream.of(sound("data.h5"));
    }

    static Stream<byte[]> texts() {
        return LongStream.range(0, TEXTS)
                .mapToObj(seed -> AnyGraph.of(RandomStream.of(seed, "text")))
                .map(graph -> GraphText.of("any", graph).write().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sound(String name) throws IOException {
        try (var in = NetworkFuzz.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void yaml(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, file -> GraphText.read(file, Given.NOTHING));
    }

    @MethodSource("networks")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void nir(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, NetworkFuzz::model);
    }

    @MethodSource("data")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void nirData(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, NirData::read);
    }

    @MethodSource("nets")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void lava(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, NetworkFuzz::lavaModel);
    }

    static void model(Path file) throws IOException {
        NirModel.of(NirGraph.read(file), Discretisation.of(1e-3f));
    }

    static void lavaModel(Path file) throws IOException {
        final LavaNet net = LavaNet.read(file, 0);
        final float[] drive =
                net.isDriven() ? new float[net.layers().get(0).shape().size()] : null;
        LavaModel.of(net, net.layers().get(0).shape(), drive, true);
    }
}
