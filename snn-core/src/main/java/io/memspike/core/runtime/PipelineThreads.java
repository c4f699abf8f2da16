package io.memspike.core.runtime;

import java.util.concurrent.ThreadFactory;

/** Daemon threads named memspike-0, memspike-1, …: the inference threads, then the sink. Used by one thread. */
final class PipelineThreads implements ThreadFactory {
    private int next;

    @Override
    public Thread newThread(Runnable work) {
        final Thread thread = new Thread(work, "memspike-" + next++);
        thread.setDaemon(true);
        return thread;
    }
}
