package io.memspike.serve.site;

/** A request that is answered by one line of reason, and no result. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A refusal.
     *
     * @param status of HTTP, 400 to 599
     * @param line where, what was expected, what was found
     */
    public RefusedException(int status, String line) {
        super(line, null, false, false);
        this.status = status;
    }

    /** A refusal of what is not there. */
    public static RefusedException notFound(String line) {
        return new RefusedException(404, line);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
