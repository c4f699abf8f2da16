package io.memspike.core.run;

/**
 * The step of a node whose output follows from the input of the step alone.
 *
 * @param output what leaves
 * @param work makes it of what enters
 */
public record StatelessStep(Signal output, Runnable work) implements Step {
    @Override
    public void run(long read) {
        work.run();
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
