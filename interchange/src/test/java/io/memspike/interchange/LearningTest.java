package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;

class LearningTest {
    private static final Learning SOME = Learning.tensors(List.of("tau", "vThreshold"));

    @Example
    void shouldComeBackFromItsText() {
        for (final Learning learning :
                List.of(Learning.WEIGHTS, Learning.SIGNS, Learning.FROZEN, Learning.prune(0.25), SOME)) {
            assertEquals(learning, Learning.of(learning.toString()));
        }
    }

    @Example
    void shouldFreezeWhatIsNotNamed() {
        assertTrue(SOME.isFreezing("r"));
        assertFalse(SOME.isFreezing("tau"));
        assertTrue(Learning.FROZEN.isFreezing("tau"));
        assertFalse(Learning.WEIGHTS.isFreezing("tau"));
        assertFalse(Learning.SIGNS.isFreezing("bias"));
        assertFalse(Learning.prune(0.5).isFreezing("bias"));
    }

    @Example
    void shouldRefuseOtherTexts() {
        for (final String text : List.of("", "prune", "prune half", "prune 0.5 0.5", "tensors", "tensors ", "all")) {
            assertEquals(
                    "learn: expected prune and a sparsity, weights, signs, tensors and their names, or frozen, found '"
                            + text + "'",
                    assertThrows(IllegalArgumentException.class, () -> Learning.of(text))
                            .getMessage());
        }
        assertEquals(
                "learn: expected each name of a tensor once, found [tau, tau]",
                assertThrows(IllegalArgumentException.class, () -> Learning.of("tensors tau tau"))
                        .getMessage());
        assertEquals(
                "learn: expected a sparsity in [0, 1], found 1.5",
                assertThrows(IllegalArgumentException.class, () -> Learning.of("prune 1.5"))
                        .getMessage());
    }
}
