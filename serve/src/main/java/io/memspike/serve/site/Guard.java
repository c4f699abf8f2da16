package io.memspike.serve.site;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Stands before every request: names of the server that are not its own (DNS rebinding), other sites, missing tokens and
 * too many requests end here. A first visit with {@code ?token=…} leaves a cookie that scripts cannot read.
 */
public final class Guard {
    /** Cookie that holds the token. */
    public static final String TOKEN = "memspike-token";

    private static final String CLIENT = "memspike-client";
    private static final String BEARER = "Bearer ";
    private static final int UNKNOWN = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final String POLICY =
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    private final Access access;
    private final Set<String> names;
    private final RateLimit perClient;
    private final RateLimit perAddress;
    private final SecureRandom random = new SecureRandom();

    Guard(Access access, Limits limits) {
        this.access = access;
        this.names = access.names();
        this.perClient = new RateLimit(limits.perSecond(), limits.burst(), System::nanoTime);
        this.perAddress = new RateLimit(limits.addressPerSecond(), limits.addressBurst(), System::nanoTime);
    }

    /** Lets a request pass, or refuses it. */
    void check(Context context) {
        headers(context);
        requireOwnName(context);
        requireOwnPage(context);
        if (access.token() != null) {
            requireToken(context);
        }
        requirePatience(context);
    }

    private static void headers(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", context.path().startsWith("/api/") ? "no-store" : "no-cache");
    }

    private void requireOwnName(Context context) {
        final String host = String.valueOf(context.header("Host")).toLowerCase(Locale.ROOT);
        if (!names.contains(host.replaceAll(":\\d+$", ""))) {
            throw new RefusedException(FORBIDDEN, "Host: expected a name of this server, found another");
        }
    }

    private static void requireOwnPage(Context context) {
        final String origin = context.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + context.header("Host"))) {
            throw new RefusedException(FORBIDDEN, "Origin: expected this page, found another site");
        }
        final String site = context.header("Sec-Fetch-Site");
        final boolean isVisit = "navigate".equals(context.header("Sec-Fetch-Mode"))
                && "GET".equals(context.req().getMethod())
                && !context.path().startsWith("/api/");
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !isVisit) {
            throw new RefusedException(FORBIDDEN, "Sec-Fetch-Site: expected this page, found another site");
        }
    }

    private void requireToken(Context context) {
        final String given = context.queryParam("token");
        if (given != null && context.path().equals("/") && access.isToken(given)) {
            context.cookie(kept(TOKEN, given));
            context.redirect("/");
            context.skipRemainingHandlers();
            return;
        }
        final String header = context.header("Authorization");
        final String bearer = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
        if (!access.isToken(bearer) && !access.isToken(context.cookie(TOKEN))) {
            throw new RefusedException(
                    UNKNOWN, "token: expected the one that the server printed, as /?token=…, found none or another");
        }
    }

    private static Cookie kept(String name, String value) {
        final Cookie cookie = new Cookie(name, value);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }

    /** By client, which is a browser that keeps a cookie or else one connection, and by address. */
    private void requirePatience(Context context) {
        final String known = context.cookie(CLIENT);
        if (known == null && context.path().equals("/")) {
            context.cookie(kept(CLIENT, new UUID(random.nextLong(), random.nextLong()).toString()));
        }
        if (!context.path().startsWith("/api/")) {
            return;
        }
        final String address = context.req().getRemoteAddr();
        final String client = known == null ? address + " " + context.req().getRemotePort() : address + " " + known;
        if (!perClient.allows(client) || !perAddress.allows(address)) {
            context.header("Retry-After", "1");
            throw new RefusedException(TOO_MANY, "requests: expected fewer a second, found too many: try again");
        }
    }
}
