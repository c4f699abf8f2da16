package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.interchange.nir.data.NirData;
import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** Weights [2, 8] in two chunks, of which a file says that they are [3, 8]: a third row would be zeros. */
    @Test
    void shouldRefuseRowsThatNoChunkHas() throws IOException {
        final byte[] bytes = NetworkFuzz.sound("convolution.nir");
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int extents = 0;
        for (int at = 0; at + 32 <= bytes.length; at++) {
            if (buffer.getLong(at) == 2 && buffer.getLong(at + 8) == 8 && buffer.getLong(at + 16) == 2) {
                buffer.putLong(at, 3).putLong(at + 16, 3); // as they are, and at most
                extents++;
            }
        }
        assertEquals(1, extents);
        final Path file = Files.write(directory.resolve("broken.nir"), bytes);

        final String message = assertThrows(FileFormatException.class, () -> NetworkFuzz.model(file))
                .getMessage();

        assertTrue(message.contains("/fc/weight: ") && message.contains("No chunk with offset [2, 0]"), message);
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
