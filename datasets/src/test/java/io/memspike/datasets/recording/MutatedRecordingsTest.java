package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.testing.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that are cut, or have wrong bits: refused in one line that names file and place, or read. */
class MutatedRecordingsTest {
    @TempDir
    Path directory;

    static Stream<SoundFile> files() {
        return SoundFile.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldRefuseOrReadWhatIsDamaged(SoundFile sound) throws IOException {
        final String format = Recording.open(Files.write(directory.resolve(sound.file()), sound.bytes()))
                .format();
        assertEquals(sound.format(), format);
        final Path file = directory.resolve("damaged");
        Damage.each(sound.bytes(), 5, (i, damaged) -> {
            Files.write(file, damaged);
            ReadOrRefused.check(sound + " " + i, file, format);
            ReadOrRefused.check(sound + " " + i, file, null);
        });
    }
}
