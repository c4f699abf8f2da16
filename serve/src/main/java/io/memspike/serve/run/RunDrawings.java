package io.memspike.serve.run;

import io.memspike.tasks.experiment.Drawings;

/**
 * Who draws what runs find. Found where it is made known as a service: plots are drawn by who has the commands, which the server does
 * not know. Stateless.
 */
@FunctionalInterface
public interface RunDrawings {
    /** Who draws an experiment's plots, by its name; {@link Drawings#NONE} where nobody does. */
    Drawings of(String experiment);
}
