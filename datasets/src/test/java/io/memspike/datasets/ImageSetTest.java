package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.format.internal.IdxArray;
import io.memspike.datasets.set.internal.IdxImages;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static ImageSet join(int images, int side, byte... labels) throws FileFormatException {
        return IdxImages.join(
                "set",
                "images",
                new IdxArray(new int[] {images, side, side}, new byte[images * side * side]),
                "labels",
                new IdxArray(new int[] {labels.length}, labels),
                10);
    }

    @Test
    void shouldJoinImagesWithLabels() throws FileFormatException {
        final ImageSet set = join(2, 3, (byte) 0, (byte) 9);

        assertEquals(2, set.size());
        assertEquals(9, set.label(1));
        assertEquals(9, set.offset(1)); // 3 · 3
    }

    @Test
    void shouldRefuseWhenLabelsAreNotAsManyAsImages() {
        final Exception refusal = assertThrows(FileFormatException.class, () -> join(2, 3, (byte) 0));

        assertEquals("labels: offset 4: expected 2 labels, as many as images in images, found 1", refusal.getMessage());
    }

    @Test
    void shouldRefuseWhenLabelIsOutOfRange() {
        final Exception refusal = assertThrows(FileFormatException.class, () -> join(2, 3, (byte) 0, (byte) 10));

        assertEquals("labels: offset 9: expected a label below 10, found 10", refusal.getMessage());
        assertThrows(FileFormatException.class, () -> join(1, 3, (byte) -1));
    }

    @Test
    void shouldRefuseWhenThereAreNoImagesOrPixels() {
        assertThrows(FileFormatException.class, () -> join(0, 3));
        assertThrows(FileFormatException.class, () -> join(1, 0, (byte) 1));
    }

    @Test
    void shouldRefuseWrongArguments() {
        assertThrows(IllegalArgumentException.class, () -> new ImageSet("x", 2, 2, 10, new byte[5], new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> new ImageSet("x", 2, 2, 1, new byte[4], new byte[] {1}));
    }
}
