package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who may ask, by address. */
class AccessTest {
    @Test
    void shouldAskForNoTokenOnLoopback() {
        assertNull(Access.of("127.0.0.1", null).token());
        assertNull(Access.of("localhost", null).token());
    }

    @Test
    void shouldMakeATokenElsewhereAnewEachTime() {
        final String token = Access.of("0.0.0.0", null).token();
        assertEquals(32, token.length());
        assertNotEquals(token, Access.of("0.0.0.0", null).token());
    }

    @Test
    void shouldKeepTheTokenThatIsGiven() {
        final Access access = Access.of("0.0.0.0", "0123456789abcdef");
        assertTrue(access.isToken("0123456789abcdef"));
        assertFalse(access.isToken("0123456789abcdeF"));
        assertFalse(access.isToken(""));
        assertFalse(access.isToken(null));
    }

    @Test
    void shouldRefuseATokenThatIsEasilyGuessed() {
        assertEquals(
                "--token: expected 16 to 128 letters, digits, - and _, found 5 characters",
                assertThrows(IllegalArgumentException.class, () -> Access.of("127.0.0.1", "guess"))
                        .getMessage());
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Access.of("no such host.invalid", null))
                .getMessage()
                .startsWith("--bind: expected an address of this machine"));
    }

    @Test
    void shouldKnowAllOfItsNames() {
        assertTrue(Access.of("0.0.0.0", null).names().contains("127.0.0.1"));
        assertTrue(Access.of("::1", null).names().contains("[::1]"));
        assertFalse(Access.of("127.0.0.1", null).names().contains("0.0.0.0"));
    }
}
