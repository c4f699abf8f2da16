package io.memspike.serve.site;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Who may ask.
 *
 * @param host address to listen at
 * @param token what clients must know; null where everybody on this machine may ask
 */
public record Access(String host, String token) {
    private static final int SHORTEST = 16;
    private static final int BYTES = 24; // of a token that is made

    /** Listens on loopback by default, without a token there alone. */
    public Access {
        if (token != null && !token.matches("[A-Za-z0-9_-]{" + SHORTEST + ",128}")) {
            throw new IllegalArgumentException("--token: expected " + SHORTEST
                    + " to 128 letters, digits, - and _, found " + token.length() + " characters");
        }
    }

    /**
     * Access at an address; elsewhere than on loopback with a token, made where none is given.
     *
     * @param token as given, or null
     * @throws IllegalArgumentException where the address is none of this machine's
     */
    public static Access of(String host, String token) {
        final InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--bind: expected an address of this machine, found " + host, e);
        }
        return new Access(host, token == null && !address.isLoopbackAddress() ? newToken() : token);
    }

    private static String newToken() {
        final byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether that is the token; takes as long for whatever is wrong. */
    boolean isToken(String found) {
        return found != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Names that browsers may know this server by, in lower case, {@linkplain #canonical canonical} and without port: any other
     * is a trick to get at it.
     */
    Set<String> names() {
        final Set<String> names = new LinkedHashSet<>(Set.of("localhost", "127.0.0.1", canonical("[::1]")));
        names.add(canonical(bracketed(host.toLowerCase(Locale.ROOT))));
        try {
            if (InetAddress.getByName(host).isAnyLocalAddress()) {
                names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .forEach(each -> names.add(bracketed(textOf(each))));
            }
        } catch (UnknownHostException | SocketException e) {
            return names; // the machine does not know its own name: addresses do
        }
        return names;
    }

    /** A name as {@link #names} has it: an IPv6 address in brackets, which is written in many ways, in one of them. */
    static String canonical(String name) {
        if (!name.matches("\\[[0-9a-f:.]*:[0-9a-f:.]*]")) {
            return name;
        }
        try {
            return bracketed(textOf(InetAddress.getByName(name))); // asks nobody: it is an address or wrong
        } catch (UnknownHostException e) {
            return name;
        }
    }

    /** Without the zone, which is of this machine alone. */
    private static String textOf(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    private static String bracketed(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }
}
