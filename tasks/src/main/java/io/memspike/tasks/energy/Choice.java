package io.memspike.tasks.energy;

import java.util.function.Consumer;

/**
 * One way to assume one thing.
 *
 * @param assumption what is assumed
 * @param says how, for people and files
 * @param turn makes it so
 */
record Choice(Assumption assumption, String says, Consumer<AssumptionSet> turn) {
    /** In words. */
    String words() {
        return assumption.says() + ": " + says;
    }
}
