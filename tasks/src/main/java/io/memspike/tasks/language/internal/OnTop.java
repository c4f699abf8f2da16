package io.memspike.tasks.language.internal;

import io.memspike.topology.Trainer;

/** Something that learns on top of an encoder, which stays as it is. */
public interface OnTop {
    /** What is trained; its learners are what {@link #adapter} is made of. */
    Trainer.Task task();

    /** What has been learnt so far; shares its numbers with training. */
    Adapter adapter();
}
