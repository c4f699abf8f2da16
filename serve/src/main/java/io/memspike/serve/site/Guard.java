package io.memspike.serve.site;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.websocket.WsContext;
import java.util.Locale;
import java.util.Set;

/**
 * Stands before every request: names of the server that are not its own (DNS rebinding), other sites, missing tokens and
 * too many requests end here. A first visit with {@code ?token=…} leaves a cookie that scripts cannot read.
 */
public final class Guard {
    private static final String TOKEN = "memspike-token-"; // and the port: browsers keep cookies by host alone
    private static final String CLIENT = "memspike-client-";
    private static final String KNOWN = Guard.class.getName();
    private static final double ISSUES_PER_SECOND =
            1; // of one address, or whoever asks for cookies is never asked for patience
    private static final double ISSUES_AT_ONCE = 256;
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
    private final RateLimit issues = new RateLimit(ISSUES_PER_SECOND, ISSUES_AT_ONCE, System::nanoTime);
    private final IssuedNames issued = new IssuedNames();

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
        final String address = context.req().getRemoteAddr();
        final String known = context.cookie(name(context, CLIENT));
        final boolean isKnown = issued.isOwn(known);
        final String client = isKnown ? known : address;
        context.attribute(KNOWN, client);
        // before the token, since guesses at it count; those who know it were given a name with the page
        requirePatience(context, perAddress.allows(address));
        if (context.path().startsWith("/api/") || access.token() != null && !isKnown) {
            requirePatience(context, perClient.allows(client));
        }
        final boolean isPage = context.path().equals("/");
        if (access.token() != null) {
            requireToken(context, isPage);
        }
        if (isPage && !isKnown && issues.allows(address)) {
            context.cookie(kept(name(context, CLIENT), issued.next()));
        }
    }

    /**
     * Who makes a request that has passed: a browser, known by a cookie that it was given with the page, or else all who ask
     * from an address without one.
     */
    static String client(Context context) {
        final Object known = context.attribute(KNOWN);
        return String.valueOf(known);
    }

    /** The same of a conversation. */
    static String client(WsContext context) {
        final Object known = context.attribute(KNOWN);
        return String.valueOf(known);
    }

    private static String name(Context context, String of) {
        return of + context.req().getServerPort();
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
        if (!names.contains(Access.canonical(host.replaceAll(":\\d+$", "")))) {
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

    private void requireToken(Context context, boolean isPage) {
        final String given = context.queryParam("token");
        if (given != null && isPage && access.isToken(given)) {
            context.cookie(kept(name(context, TOKEN), given));
            context.redirect("/");
            context.skipRemainingHandlers();
            return;
        }
        final String header = context.header("Authorization");
        final String bearer = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
        if (!access.isToken(bearer) && !access.isToken(context.cookie(name(context, TOKEN)))) {
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

    private static void requirePatience(Context context, boolean isAllowed) {
        if (!isAllowed) {
            context.header("Retry-After", "1");
            throw new RefusedException(TOO_MANY, "requests: expected fewer a second, found too many: try again");
        }
    }
}
