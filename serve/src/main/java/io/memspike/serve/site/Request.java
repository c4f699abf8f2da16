package io.memspike.serve.site;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What was asked for. To be read before the answer is given. */
public final class Request {
    private static final int TOO_LARGE = 413;
    private static final int WRONG_TYPE = 415;

    private final Context context;

    Request(Context context) {
        this.context = context;
    }

    /** What stands in the path at a name in braces. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A parameter of the query; null where there is none. */
    public String query(String name) {
        return context.queryParam(name);
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws IllegalArgumentException where it is none, or outside of its bounds
     */
    public long query(String name, long otherwise, long least, long most) {
        final String text = query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            final long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(bounds(name, least, most, text), e);
        }
        throw new IllegalArgumentException(bounds(name, least, most, text));
    }

    private static String bounds(String name, long least, long most, String found) {
        return name + ": expected a whole number from " + least + " to " + most + ", found " + found;
    }

    /** The body, at most so many bytes of it. */
    byte[] body(int most) throws IOException {
        try (InputStream in = context.bodyInputStream()) {
            final byte[] bytes = context.req().getContentLengthLong() > most ? null : in.readNBytes(most + 1);
            if (bytes == null || bytes.length > most) {
                throw new RefusedException(TOO_LARGE, "body: expected at most " + most + " bytes, found more");
            }
            return bytes;
        }
    }

    /** The body as JSON: other sites cannot send that without asking first. */
    String json(int most) throws IOException {
        final String type = String.valueOf(context.req().getContentType());
        if (!type.startsWith("application/json")) {
            throw new RefusedException(WRONG_TYPE, "body: expected application/json, found " + type);
        }
        return new String(body(most), StandardCharsets.UTF_8);
    }
}
