package io.memspike.tasks.experiment;

import java.util.function.Supplier;

/** Who is told how far an experiment is. */
public interface Progress {
    /** Where it ends that nobody knows. */
    long UNKNOWN = -1;

    /** Nobody. */
    Progress NONE = new Progress() {
        @Override
        public Bar begin(String task, long most) {
            return (done, note) -> {};
        }
    };

    /**
     * Something begins.
     *
     * @param task in a word or two
     * @param most where it ends; {@link #UNKNOWN} where only what is being done can be told
     */
    Bar begin(String task, long most);

    /** There is news that are worth a line before all is done, such as an epoch's. */
    default void tell(Record news) {}

    /** One thing under way; closed when it is done. */
    @FunctionalInterface
    interface Bar extends AutoCloseable {
        /** So much is done; {@code note} says more about it where anybody reads, and may be empty. */
        void to(long done, Supplier<String> note);

        /** So much is done. */
        default void to(long done) {
            to(done, () -> "");
        }

        @Override
        default void close() {}
    }
}
