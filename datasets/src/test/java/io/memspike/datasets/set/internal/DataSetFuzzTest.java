package io.memspike.datasets.set.internal;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of data sets begins with, and what it found. */
class DataSetFuzzTest {
    private final DataSetFuzz fuzz = new DataSetFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        DataSetFuzz.directory = directory;
    }

    private void reads(Stream<byte[]> sound, AnyBytes.Reader reader, Damage.Trial damaged) throws IOException {
        for (final byte[] bytes : sound.toList()) {
            reader.read(Files.write(directory.resolve("sound" + GestureLabels.ENDING), bytes));
            Damage.each(bytes, 3, damaged);
        }
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        reads(DataSetFuzz.arrays(), DataSetFuzz::readIdx, (i, bytes) -> fuzz.idx(bytes));
        reads(DataSetFuzz.tables(), DataSetFuzz::readLabels, (i, bytes) -> fuzz.labels(bytes));
        reads(DataSetFuzz.spoken(), DataSetFuzz::readSpikes, (i, bytes) -> fuzz.spikes(bytes));
        reads(DataSetFuzz.sounds(), DataSetFuzz::readWave, (i, bytes) -> fuzz.wave(bytes));
        reads(DataSetFuzz.numbers(), DataSetFuzz::readNpy, (i, bytes) -> fuzz.npy(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
