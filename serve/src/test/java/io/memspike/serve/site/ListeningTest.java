package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places of those who listen. */
class ListeningTest {
    private static String refusal(Listening listening, String client) {
        return assertThrows(RefusedException.class, () -> listening.enter(client))
                .getMessage();
    }

    @Test
    void shouldHaveAPlaceAgainOnceForEachThatLeaves() {
        final Listening listening = new Listening(2);
        final Runnable left = listening.enter("a");
        listening.enter("b");
        assertEquals("clients: expected at most 2 that listen", refusal(listening, "c"));
        left.run();
        left.run();
        listening.enter("c");
        assertEquals("clients: expected at most 2 that listen", refusal(listening, "d"));
    }

    @Test
    void shouldLeavePlacesToOthers() {
        final Listening listening = new Listening(100);
        final List<Runnable> of = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            of.add(listening.enter("a"));
        }
        assertEquals("client: expected to listen at most 64 times", refusal(listening, "a"));
        listening.enter("b");
        of.get(0).run();
        listening.enter("a");
    }
}
