package io.memspike.datasets.segment.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.Tensor;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastTest {
    private static byte[] bytes(float... values) {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"even", "odd"})
    void shouldAgreeWithOpenCv(String name) throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s3/s3_preprocess.safetensors"))) {
            final Tensor rgb = golden.tensor(name + ".rgb");
            final int height = (int) rgb.shape()[1];
            final int width = (int) rgb.shape()[2];
            final int size = height * width;
            final float[] colours = rgb.floats();
            final int[] greys = new int[size];
            Arrays.setAll(greys, i -> (int) (299 * colours[i] + 587 * colours[size + i] + 114 * colours[2 * size + i]));
            final byte[] stretched = Contrast.stretched(greys);

            assertArrayEquals(bytes(golden.tensor(name + ".stretched").floats()), stretched);
            assertArrayEquals(bytes(golden.tensor(name + ".clahe").floats()), Clahe.apply(height, width, stretched));
            assertArrayEquals(bytes(golden.tensor("gamma_table").floats()), Contrast.gammaTable());
            final byte[] output = Contrast.of(new GreyImage(height, width, greys, 255));
            final float[] expected = golden.tensor(name + ".output").floats();
            for (int i = 0; i < size; i++) {
                assertEquals(expected[i], (output[i] & 0xff) / 255f, 1e-6f);
            }
        }
    }

    /** Greys of SplitMix64, the low bits of each draw, half of them darkened; check sums of what OpenCV 5.0.0 makes of them. */
    @ParameterizedTest
    @CsvSource({
        "80, 72, 1173267726",
        "75, 70, 2592919258",
        "64, 63, 512025802",
        "63, 64, 3742698223",
        "9, 9, 1613000739",
        "8, 8, 2064369296",
        "5, 100, 508380160",
        "100, 5, 2109554197",
        "1, 40, 3337261782",
        "40, 1, 2779363065",
        "3, 2, 3106393017",
        "1, 1, 4278190080",
        "17, 33, 3217798677",
        "200, 301, 3126000222",
    })
    void shouldAgreeWithOpenCvOnAnySize(int height, int width, long sum) {
        final byte[] greys = new byte[height * width];
        for (int i = 0; i < greys.length; i++) {
            final int grey = (int) (RandomStream.draw(7, i) & 0xff);
            greys[i] = (byte) (i / width % 5 < 3 ? grey / 4 : grey);
        }
        final CRC32 found = new CRC32();
        found.update(Clahe.apply(height, width, greys));

        assertEquals(sum, found.getValue());
    }

    @Test
    void shouldStretchExactly() {
        assertArrayEquals(new byte[] {0, 1, (byte) 254, (byte) 255}, Contrast.stretched(1000, 2000, 255_000, 256_000));
        assertArrayEquals(new byte[] {0, 127, (byte) 255}, Contrast.stretched(0, 32_768_000, 65_535_000));
        assertEquals(
                "expected an image of several greys, found one",
                assertThrows(IllegalArgumentException.class, () -> Contrast.stretched(7, 7))
                        .getMessage());
    }
}
