package io.memspike.serve.site;

import io.javalin.http.Context;

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

    /** Who asks. */
    String client() {
        return Guard.client(context);
    }

    /** Refuses a body that says itself that it is longer than so many bytes. */
    void requireLength(int most) {
        if (context.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
    }

    /** Refuses a body that is not JSON: other sites cannot send that without asking first. */
    void requireJson(int most) {
        final String type = String.valueOf(context.req().getContentType());
        if (!type.startsWith("application/json")) {
            throw new RefusedException(WRONG_TYPE, "body: expected application/json, found " + type);
        }
        requireLength(most);
    }

    /** What a longer body is answered by. */
    static RefusedException tooLarge(int most) {
        return new RefusedException(TOO_LARGE, "body: expected at most " + most + " bytes, found more");
    }
}
