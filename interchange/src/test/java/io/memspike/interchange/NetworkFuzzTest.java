package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.interchange.nir.data.NirData;
import io.memspike.testing.Damage;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"dense.nir", "convolution.nir", "dense.net", "convolution.net", "data.h5"})
    void shouldRefuseOrReadWhatIsDamaged(String name) throws IOException {
        NetworkFuzz.directory = directory;
        final NetworkFuzz fuzz = new NetworkFuzz();
        Damage.each(NetworkFuzz.sound(name), 5, (i, damaged) -> {
            switch (name.substring(name.indexOf('.'))) {
                case ".nir" -> fuzz.nir(damaged);
                case ".net" -> fuzz.lava(damaged);
                default -> fuzz.nirData(damaged);
            }
        });
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        NetworkFuzz.directory = directory;
        return KeptInputs.of(new NetworkFuzz());
    }
}
