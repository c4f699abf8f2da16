package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Bytes that clients are to read. */
class WaitingAnswersTest {
    private final WaitingAnswers waiting = new WaitingAnswers(100_000);

    @Test
    void shouldHaveRoomAgainOnceForEachThatIsClosed() throws IOException {
        final InputStream first = waiting.of(new byte[60_000]);
        final RefusedException refused = assertThrows(RefusedException.class, () -> waiting.of(new byte[60_000]));
        assertEquals(503, refused.status());
        assertEquals("server: expected at most 100000 bytes that clients are to read; try again", refused.getMessage());
        first.close();
        first.close();
        waiting.of(new byte[60_000]);
        assertThrows(RefusedException.class, () -> waiting.of(new byte[60_000]));
    }

    @Test
    void shouldLetShortAnswersThrough() throws IOException {
        waiting.of(new byte[100_000]);
        assertArrayEquals(new byte[1000], waiting.of(new byte[1000]).readAllBytes());
    }
}
