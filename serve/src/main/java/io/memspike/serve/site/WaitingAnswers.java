package io.memspike.serve.site;

import java.io.ByteArrayInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Answers that wait for their clients to read them: so many bytes in all. Thread-safe. */
final class WaitingAnswers {
    private static final int UNAVAILABLE = 503;

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    /** At most so many bytes, of answers longer than a piece that goes at once. */
    WaitingAnswers(long most) {
        this.most = most;
    }

    /**
     * An answer, which waits until it is closed.
     *
     * @throws RefusedException where too many bytes wait already
     */
    ByteArrayInputStream of(byte[] answer) {
        if (answer.length <= AnswerWriter.PIECE) { // a refusal would be as long
            return new ByteArrayInputStream(answer);
        }
        if (bytes.addAndGet(answer.length) > most) {
            bytes.addAndGet(-answer.length);
            throw new RefusedException(
                    UNAVAILABLE, "server: expected at most " + most + " bytes that clients are to read; try again");
        }
        return new Waiting(answer);
    }

    private final class Waiting extends ByteArrayInputStream {
        private final AtomicBoolean isClosed = new AtomicBoolean();

        Waiting(byte[] answer) {
            super(answer);
        }

        @Override
        public void close() {
            if (!isClosed.getAndSet(true)) {
                bytes.addAndGet(-buf.length);
            }
        }
    }
}
