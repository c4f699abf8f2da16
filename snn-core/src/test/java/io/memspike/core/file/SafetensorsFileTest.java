package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("some.safetensors");
    }

    private void write(String header, byte... data) throws IOException {
        final byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        final ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(path, file.putLong(json.length).put(json).put(data).array());
    }

    @Test
    void shouldReadMetadataAndTensorsInFileOrder() throws IOException {
        write(
                "{'__metadata__':{'b':'1','a':'2'},'y':{'dtype':'U8','shape':[2,1],'data_offsets':[0,2]},"
                        + "'x':{'dtype':'I16','shape':[],'data_offsets':[2,4]}}   ",
                new byte[] {7, (byte) 200, -1, -1});

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(Map.of("a", "2", "b", "1"), file.metadata());
            assertEquals(List.of("y", "x"), List.copyOf(file.names()));
            assertTrue(file.has("x"));
            assertFalse(file.has("z"));
            assertArrayEquals(new long[] {2, 1}, file.tensor("y").shape());
            assertArrayEquals(new long[] {7, 200}, file.tensor("y").longs());
            assertArrayEquals(new byte[] {7, (byte) 200}, file.tensor("y").bytes());
            assertArrayEquals(new long[] {-1}, file.tensor("x").longs());
            assertEquals("x I16 []", file.tensor("x").toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0000c03f, 1.5", "F64, 000000000000f8bf, -1.5", "F16, 003e, 1.5", "F16, 0100, 5.9604645E-8",
        "F16, 00fc, -Infinity", "F16, 017e, NaN", "BF16, c03f, 1.5", "BF16, 80ff, -Infinity",
    })
    void shouldReadEveryFloatType(TensorType type, String hex, float expected) throws IOException {
        write("{'x':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + type.bytes() + "]}}", bytes(hex));

        assertArrayEquals(
                new float[] {expected}, SafetensorsFile.open(path).tensor("x").floats());
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 01, 1",
        "U8, ff, 255",
        "I8, ff, -1",
        "U16, feff, 65534",
        "I16, feff, -2",
        "U32, feffffff, 4294967294",
        "I32, feffffff, -2",
        "I64, feffffffffffffff, -2",
        "U64, ffffffffffffff7f, 9223372036854775807",
    })
    void shouldReadEveryIntegerType(TensorType type, String hex, long expected) throws IOException {
        write("{'x':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + type.bytes() + "]}}", bytes(hex));

        assertArrayEquals(
                new long[] {expected}, SafetensorsFile.open(path).tensor("x").longs());
    }

    private static byte[] bytes(String hex) {
        final byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    @Test
    void shouldReadAcrossMappingWindows() throws IOException {
        final float[] values = new float[1000];
        final byte[] counts = new byte[333];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (byte) i;
        }
        new SafetensorsWriter()
                .bytes("counts", new long[] {333}, counts)
                .floats("values", new long[] {1000}, values)
                .write(path);

        final SafetensorsFile file = SafetensorsFile.open(path, 4); // windows of 16 bytes

        assertArrayEquals(values, file.tensor("values").floats());
        assertArrayEquals(counts, file.tensor("counts").bytes());
        for (int i = 0; i <= counts.length - 8; i++) {
            final byte[] eight = new byte[9];
            file.tensor("counts").copy(i, eight, 8);
            assertArrayEquals(Arrays.copyOfRange(counts, i, i + 8), Arrays.copyOf(eight, 8));
            assertEquals(0, eight[8]);
        }
        final byte[] part = new byte[100];
        file.tensor("counts").slice(57, 100).get(part);
        assertEquals(57, part[0]);
        assertEquals((byte) 156, part[99]);
    }

    @Test
    void shouldRefuseRangesOutsideOfTheTensor() throws IOException {
        write("{'x':{'dtype':'U8','shape':[9],'data_offsets':[0,9]}}", new byte[9]);
        final Tensor tensor = SafetensorsFile.open(path).tensor("x");

        assertThrows(IndexOutOfBoundsException.class, () -> tensor.slice(5, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.copy(2, new byte[9], 8));
    }

    @Test
    void shouldReadEmptyTensors() throws IOException {
        write("{'x':{'dtype':'F32','shape':[0,3],'data_offsets':[0,0]}}");

        assertEquals(0, SafetensorsFile.open(path).tensor("x").floats().length);
        assertEquals(0, SafetensorsFile.open(path).tensor("x").slice(0, 0).remaining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | expected a JSON object",
                "{'x' | offset",
                "{} {} | offset 11: expected nothing after the value, found {",
                "{'__metadata__':{'a':1}} | header, field __metadata__.a: expected a text, found 1",
                "{'__metadata__':{'a':'1','a':'2'}} | field __metadata__.a: expected one value, found a second at offset ",
                "{'x':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'x':{'dtype':'U8','shape':[0],'data_offsets':[4,4]}}"
                        + " | field x: expected one value, found a second at offset ",
                "{'x':{'dtype':'U8','shape':[4]}} | tensor x, field data_offsets: expected an array of integers, found nothing",
                "{'x':{'dtype':'U8','dtype':'U8','shape':[4],'data_offsets':[0,4]}} | field x.dtype: expected one value, found a second at offset ",
                "{'x':{'dtype':'U8','shape':[4],'data_offsets':[0,4],'more':1}} | tensor x, field more: expected one of the fields dtype, shape, data_offsets, found an unknown field",
                "{'x':{'dtype':'Q4','shape':[4],'data_offsets':[0,4]}} | tensor x, field dtype: expected one of",
                "{'x':{'dtype':'U8','shape':4,'data_offsets':[0,4]}} | expected an array of integers",
                "{'x':{'dtype':'U8','shape':[4.0],'data_offsets':[0,4]}} | tensor x, field shape[0]: expected an integer from 0 to 2^63 - 1, found 4.0",
                "{'x':{'dtype':'U8','shape':[-4],'data_offsets':[0,4]}} | expected an integer from 0 to 2^63 - 1, found -4",
                "{'x':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,4]}} | expected an integer from 0 to 2^63 - 1, found 99999999999999999999",
                "{'x':{'dtype':'U8','shape':[9223372036854775808],'data_offsets':[0,4]}} | expected an integer from 0",
                "{'x':{'dtype':'U8','shape':[1e400],'data_offsets':[0,4]}} | field x.shape[0]: expected a finite number",
                "{'x':null} | tensor x: expected an object, found null",
                "{'__metadata__':null} | header, field __metadata__: expected an object of texts, found null",
                "{'__metadata__':[]} | expected an object of texts, found an array",
                "{'x':{'dtype':8,'shape':[4],'data_offsets':[0,4]}} | tensor x, field dtype: expected a text, found 8",
                "{'x':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | fewer than 2^63 bytes",
                "{'x':{'dtype':'U8','shape':[4],'data_offsets':[0,3]}} | expected 4 bytes for U8 [4], found 3 bytes",
                "{'x':{'dtype':'F32','shape':[4],'data_offsets':[0,4]}} | expected 16 bytes for F32 [4], found 4 bytes",
                "{'x':{'dtype':'U8','shape':[4],'data_offsets':[4,0]}} | expected [begin, end], found [4, 0]",
                "{'x':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}} | expected begin 0, found 1",
                "{'x':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'y':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}}"
                        + " | tensor y, field data_offsets: expected begin 3, found 2",
                "{'x':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}} | length: expected 3 bytes",
                "{'x':{'dtype':'U8','shape':[5],'data_offsets':[0,5]}} | length: expected 5 bytes",
            })
    void shouldRefuseWhenHeaderIsWrong(String header, String message) throws IOException {
        write(header, new byte[4]);

        assertRefused(message);
    }

    @Test
    void shouldRefuseWhenFileIsShorterThanALength() throws IOException {
        Files.write(path, new byte[] {1, 2, 3});

        assertRefused("offset 0: expected 8 bytes of header length, found 3 bytes");
    }

    @Test
    void shouldRefuseWhenHeaderLengthIsImpossible() throws IOException {
        Files.writeString(path, "This is some other kind of file.");

        assertRefused("offset 0: expected a header length from 2 to 24");
    }

    @Test
    void shouldRefuseWhenHeaderIsNotText() throws IOException {
        Files.write(
                path,
                ByteBuffer.allocate(40)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(8)
                        .array());

        assertRefused("offset");
    }

    @Test
    void shouldRefuseWhenFileIsMissingOrADirectory() {
        assertThrows(NoSuchFileException.class, () -> SafetensorsFile.open(path));
        assertThrows(FileFormatException.class, () -> SafetensorsFile.open(directory));
    }

    @Test
    void shouldRefuseWhenTensorIsMissingOrOfAnotherType() throws IOException {
        write("{'x':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}", new byte[4]);
        final SafetensorsFile file = SafetensorsFile.open(path);

        assertThrows(FileFormatException.class, () -> file.tensor("y"));
        final Exception refusal =
                assertThrows(FileFormatException.class, () -> file.tensor("x").floats());
        assertEquals(path + ": tensor x: expected a floating-point type, found U8", refusal.getMessage());
    }

    @Test
    void shouldRefuseUseAfterClose() throws IOException {
        write("{}");
        final SafetensorsFile file = SafetensorsFile.open(path);

        file.close();

        assertThrows(IllegalStateException.class, file::names);
    }

    private void assertRefused(String message) {
        final String found = assertThrows(FileFormatException.class, () -> SafetensorsFile.open(path))
                .getMessage();
        assertTrue(
                found.startsWith(path + ": ")
                        && found.contains(message)
                        && found.lines().count() == 1,
                found);
    }
}
