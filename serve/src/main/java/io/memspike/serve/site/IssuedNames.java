package io.memspike.serve.site;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names that clients are given and cannot invent: random bytes, and their HMAC by a key of this server's run. Thread-safe. */
final class IssuedNames {
    private static final String ALGORITHM = "HmacSHA256"; // RFC 2104
    private static final int BYTES = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(some(), ALGORITHM);

    private byte[] some() {
        final byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A name that nobody has. */
    String next() {
        final String name = TEXT.encodeToString(some());
        return name + "." + signed(name);
    }

    /** Whether a name was given by this server since it began. */
    boolean isOwn(String name) {
        final int end = name == null ? -1 : name.indexOf('.');
        return end >= 0
                && MessageDigest.isEqual(
                        signed(name.substring(0, end)).getBytes(StandardCharsets.UTF_8),
                        name.substring(end + 1).getBytes(StandardCharsets.UTF_8));
    }

    private String signed(String name) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return TEXT.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
