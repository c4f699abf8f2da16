package io.memspike.tasks.evaluate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldClassifyAPictureAtLeastHoweverLittleTimeThereIs(boolean convolves) {
        assertTrue(Rehearsal.rehearse(convolves, 0) >= 1);
    }
}
