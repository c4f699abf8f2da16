package io.memspike.serve.site;

/** One part of the page, with its routes below {@code /api/}. */
public interface Part extends AutoCloseable {
    /** Puts its routes into the site, once, before the server listens. */
    void routes(Site site);

    /** Ends what it has going on, when the server ends. */
    @Override
    default void close() {}
}
