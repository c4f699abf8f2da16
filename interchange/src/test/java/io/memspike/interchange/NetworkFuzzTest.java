package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.interchange.nir.data.NirData;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of networks begins with, and what it found. */
class NetworkFuzzTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadWhatFuzzingBeginsWith() throws IOException {
        for (final String name : new String[] {"dense.nir", "convolution.nir"}) {
            NetworkFuzz.model(Files.write(directory.resolve(name), NetworkFuzz.sound(name)));
        }
        for (final String name : new String[] {"dense.net", "convolution.net"}) {
            NetworkFuzz.lavaModel(Files.write(directory.resolve(name), NetworkFuzz.sound(name)));
        }
        assertEquals(
                Set.of("grid", "events"),
                NirData.read(Files.write(directory.resolve("data.h5"), NetworkFuzz.sound("data.h5")))
                        .nodes()
                        .keySet());
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        NetworkFuzz.directory = directory;
        return KeptInputs.of(new NetworkFuzz());
    }
}
