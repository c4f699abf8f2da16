package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
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
        assertFalse(Access.of("127.0.0.1", null).names().contains("0.0.0.0"));
    }

    @Test
    void shouldKnowAnAddressHoweverItIsWritten() {
        for (final String host : List.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1")) {
            final Set<String> names = Access.of(host, null).names();
            for (final String name : List.of("[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "127.0.0.1", "localhost")) {
                assertTrue(names.contains(Access.canonical(name)), host + " as " + name);
            }
            assertFalse(names.contains(Access.canonical("[::2]")));
            assertFalse(names.contains(Access.canonical("[evil.example]")));
        }
    }

    @Test
    void shouldKnowTheAddressThatItIsBoundTo() {
        final Access access = new Access("fd00::7", "0123456789abcdef");
        assertTrue(access.names().contains(Access.canonical("[fd00:0:0:0:0:0:0:7]")));
        assertFalse(access.names().contains(Access.canonical("[fd00::8]")));
    }
}
