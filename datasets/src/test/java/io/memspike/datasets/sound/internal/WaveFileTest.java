package io.memspike.datasets.sound.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaveFileTest {
    @Test
    void shouldReadSamplesInTheirOrder() throws FileFormatException {
        final WaveFile file = WaveFile.read("x", Waves.file(8_000, (short) 1, (short) -32768, (short) 32767));

        assertEquals(8_000, file.rate());
        assertEquals(3, file.length());
        assertArrayEquals(new double[] {1 / 32_768.0, -1, 32_767 / 32_768.0}, file.samples(9));
        assertArrayEquals(new double[] {1 / 32_768.0, -1}, file.samples(2));
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

        assertArrayEquals(
                Waves.sound((short) 5, (short) 6), WaveFile.read("x", file).samples(2));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0080ff40, -1 0 0.9921875 -0.5",
        "16, 0080ff7f0100, -1 0.999969482421875 0.000030517578125",
        "24, 000080ffff7f010000ffffff, -1 0.99999988079071044921875 0.00000011920928955078125 -0.00000011920928955078125",
        "32, 0000008000000040, -1 0.5",
    })
    void shouldReadAnyWidth(int bits, String bytes, String values) throws FileFormatException {
        final byte[] file = Waves.form(8_000, 1, bits, HexFormat.of().parseHex(bytes));

        assertArrayEquals(
                Arrays.stream(values.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray(),
                WaveFile.read("x", file).samples(9));
    }

    @Test
    void shouldHearTheMeanOfChannels() throws FileFormatException {
        final byte[] file = Waves.form(44_100, 2, 8, (byte) 0xc0, (byte) 0x80, (byte) 0x40, (byte) 0xc0);

        assertArrayEquals(new double[] {0.25, 0}, WaveFile.read("x", file).samples(2)); // (½ + 0)/2, (−½ + ½)/2
        assertEquals(44_100, WaveFile.read("x", file).rate());
    }

    /** The head that recorders write for more than two channels or more than 16 bits. */
    @Test
    void shouldReadTheExtensibleForm() throws FileFormatException {
        final byte[] plain = Waves.form(8_000, 1, 24, (byte) 0, (byte) 0, (byte) 0x40);
        final byte[] file = new byte[plain.length + 24];
        System.arraycopy(plain, 0, file, 0, 36);
        System.arraycopy(plain, 36, file, 60, plain.length - 36);
        file[4] += 24;
        file[16] = 40;
        file[20] = (byte) 0xfe;
        file[21] = (byte) 0xff;
        file[36] = 22; // of the extension
        file[44] = 1; // the form itself

        assertArrayEquals(new double[] {0.5}, WaveFile.read("x", file).samples(1));
        file[44] = 3;
        assertEquals(
                "x: offset 20: expected PCM (1), 1 to 64 channels, 8, 16, 24 or 32 bits, found format 3, 1 channels,"
                        + " 24 bits, rate 8000, 24000 bytes a second, 3 a sample",
                assertThrows(FileFormatException.class, () -> WaveFile.read("x", file))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | offset 0: expected RIFF … WAVE, found other bytes",
                "8 | 0 | offset 0: expected RIFF … WAVE, found other bytes",
                "4 | 9 | offset 4: expected a size of 40, found 9",
                "16 | 15 | offset 16: expected a chunk fmt of 16 bytes or more, found 15",
                "20 | 3 | offset 20: expected PCM (1), 1 to 64 channels, 8, 16, 24 or 32 bits, found format 3, 1 channels, 16 bits",
                "22 | 2 | offset 20: expected PCM (1), 1 to 64 channels, 8, 16, 24 or 32 bits, found format 1, 2 channels, 16 bits",
                "34 | 8 | offset 20: expected PCM (1), 1 to 64 channels, 8, 16, 24 or 32 bits, found format 1, 1 channels, 8 bits",
                "28 | 0 | offset 20: expected PCM (1), 1 to 64 channels, 8, 16, 24 or 32 bits, found",
                "12 | 0 | offset 36: expected a chunk fmt before data, found none",
                "36 | 0 | offset 48: expected a chunk data, found the end",
                "40 | 3 | offset 40: expected a multiple of 2 bytes above 0, found 3",
                "40 | 0 | offset 40: expected a multiple of 2 bytes above 0, found 0",
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
