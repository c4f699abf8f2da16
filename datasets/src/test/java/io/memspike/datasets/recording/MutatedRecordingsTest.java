package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that are cut, or have wrong bits: refused in one line that names file and place, or read. Each format is tried
 * {@value #USUAL} times at every build, and as often as the system property {@code memspike.mutations} says.
 */
class MutatedRecordingsTest {
    private static final int USUAL = 60;

    @TempDir
    Path directory;

    static Stream<SoundFile> files() {
        return SoundFile.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldRefuseOrReadWhatIsDamaged(SoundFile whole) throws IOException {
        final byte[] sound = whole.bytes();
        final String format = Recording.open(Files.write(directory.resolve(whole.file()), sound))
                .format();
        assertEquals(whole.format(), format);
        final Random random = new Random(5);
        final Path file = directory.resolve("damaged");
        for (int i = 0; i < Integer.getInteger("memspike.mutations", USUAL); i++) {
            byte[] damaged = sound.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(sound.length));
            }
            for (int bits = i % 3 == 0 ? 0 : 1 + random.nextInt(4); bits > 0; bits--) {
                final int near = random.nextBoolean() ? Math.min(sound.length, 200) : sound.length; // heads are short
                damaged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            ReadOrRefused.check(whole + " " + i, file, format);
            ReadOrRefused.check(whole + " " + i, file, null);
        }
    }
}
