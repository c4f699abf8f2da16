package io.memspike.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void shouldLeaveOutWhatCannotRunAndSayWhyOnce() throws InterruptedException {
        final List<String> notes = new ArrayList<>();
        final List<String> took = new ArrayList<>();
        final Turns<String> turns = new Turns<>(List.of("a", "bad", "b", "worse"), notes);

        for (int round = 0; round < 2; round++) {
            turns.take(peer -> {
                took.add(peer);
                if (peer.length() > 1) {
                    throw new ExternalTool.Unavailable("no compiler");
                }
            });
        }

        assertEquals(List.of("a", "bad", "b", "worse", "a", "b"), took);
        assertEquals(List.of("no compiler"), notes);
    }
}
