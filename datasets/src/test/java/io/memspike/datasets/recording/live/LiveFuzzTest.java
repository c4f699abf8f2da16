package io.memspike.datasets.recording.live;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of live cameras begins with, and what it found. */
class LiveFuzzTest {
    private final LiveFuzz fuzz = new LiveFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        LiveFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, LiveFuzz.memories(), LiveFuzz::readMemory, (i, bytes) -> fuzz.memory(bytes));
        for (final byte[] datagram : LiveFuzz.datagrams().toList()) {
            fuzz.datagram(datagram);
            Damage.each(datagram, 3, (i, bytes) -> fuzz.datagram(bytes));
        }
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
