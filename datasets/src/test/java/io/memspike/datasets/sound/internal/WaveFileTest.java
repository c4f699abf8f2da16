package io.memspike.datasets.sound.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaveFileTest {
    @Test
    void shouldReadSamplesInTheirOrder() throws FileFormatException {
        final WaveFile file = WaveFile.read("x", Waves.file(8_000, (short) 1, (short) -32768, (short) 32767));

        assertEquals(8_000, file.rate());
        assertArrayEquals(new short[] {1, -32768, 32767}, file.samples());
    }

    @Test
    void shouldPassOverOtherChunks() throws FileFormatException {
        final byte[] plain = Waves.file(8_000, (short) 5, (short) 6);
        final byte[] chunk = {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'a', 'b', 'c', 0}; // 3 bytes and one of padding
        final byte[] file = new byte[plain.length + chunk.length];
        System.arraycopy(plain, 0, file, 0, 36);
        System.arraycopy(chunk, 0, file, 36, chunk.length);
        System.arraycopy(plain, 36, file, 36 + chunk.length, plain.length - 36);
        file[4] = (byte) (file[4] + chunk.length);

        assertArrayEquals(new short[] {5, 6}, WaveFile.read("x", file).samples());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | offset 0: expected RIFF … WAVE, found other bytes",
                "8 | 0 | offset 0: expected RIFF … WAVE, found other bytes",
                "4 | 9 | offset 4: expected a size of 40, found 9",
                "16 | 15 | offset 16: expected a chunk fmt of 16 bytes or more, found 15",
                "20 | 3 | offset 20: expected PCM (1), 1 channel, 16 bits, found format 3, 1 channels, 16 bits",
                "22 | 2 | offset 20: expected PCM (1), 1 channel, 16 bits, found format 1, 2 channels, 16 bits",
                "34 | 8 | offset 20: expected PCM (1), 1 channel, 16 bits, found format 1, 1 channels, 8 bits",
                "28 | 0 | offset 20: expected PCM (1), 1 channel, 16 bits, found",
                "12 | 0 | offset 36: expected a chunk fmt before data, found none",
                "36 | 0 | offset 48: expected a chunk data, found the end",
                "40 | 3 | offset 40: expected an even number of bytes above 0, found 3",
                "40 | 0 | offset 40: expected an even number of bytes above 0, found 0",
                "40 | 5 | offset 36: expected a whole chunk, found the end",
            })
    void shouldRefuseOtherFiles(int at, int value, String message) {
        final byte[] file = Waves.file(8_000, (short) 5, (short) 6);
        file[at] = (byte) value;

        final String found = assertThrows(FileFormatException.class, () -> WaveFile.read("x.wav", file))
                .getMessage();
        assertEquals("x.wav: " + message, found.substring(0, Math.min(found.length(), 7 + message.length())));
    }

    @Test
    void shouldRefuseFilesThatAreCutOrLonger() {
        final byte[] sound = Waves.file(8_000, (short) 5, (short) 6);
        for (int length = 0; length < sound.length; length++) {
            final byte[] cut = Arrays.copyOf(sound, length);
            assertThrows(FileFormatException.class, () -> WaveFile.read("x", cut));
        }
        assertThrows(FileFormatException.class, () -> WaveFile.read("x", Arrays.copyOf(sound, sound.length + 2)));
    }
}
