package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TargetTest {
    private final Target target = new Target();

    private String refusal(int size) {
        return assertThrows(IllegalArgumentException.class, () -> target.written(size))
                .getMessage();
    }

    @Test
    void shouldBeNothingAtFirstAndAfterClear() {
        assertEquals(-1, target.label());
        assertEquals("target: expected 2 values, as the node has, found none", refusal(2));
        target.label(3);
        final float[] room = target.values(2);
        assertSame(room, target.written(2));

        target.clear();

        assertEquals(-1, target.label());
        assertEquals(
                "target: expected 2 values, as the node has, found none", refusal(2), "those of the sample before");
        assertSame(room, target.values(2), "room is kept");
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheNode() {
        target.values(3);
        target.label(4);

        assertEquals("target: expected 2 values, as the node has, found 3", refusal(2));
        assertEquals(4, target.labelBelow(5));
        assertEquals(
                "target: expected a class below 4, found 4",
                assertThrows(IllegalArgumentException.class, () -> target.labelBelow(4))
                        .getMessage());
    }
}
