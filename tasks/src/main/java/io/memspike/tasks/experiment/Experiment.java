package io.memspike.tasks.experiment;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * What is asked of networks, arrays and data. One that is to be found by its name, too, is annotated with
 * {@code @AutoService(Experiment.class)} and {@code @SuppressWarnings("rawtypes")}. Stateless.
 *
 * @param <P> the plan: all that the result depends on
 * @param <R> the result, which names its seed where something is drawn
 */
public interface Experiment<P extends Record, R extends Record> {
    /** Its name, that of its command: {@code "train classify"}. */
    String name();

    /** The plan's record, its components described by {@link Option}. */
    default Class<P> plan() {
        return argument(getClass(), 0);
    }

    /** The result's record, its components described by {@link Means}. */
    default Class<R> result() {
        return argument(getClass(), 1);
    }

    /**
     * Does it.
     *
     * @param plan what is to be done
     * @param run how it is done, which changes no bit of the result but durations
     * @throws IllegalArgumentException where the plan asks for what cannot be
     * @throws IOException where a file cannot be read or written, or is not what it should be
     */
    R run(P plan, Run run) throws IOException;

    @SuppressWarnings("unchecked") // Java keeps what a class gives for P and R
    private static <T> Class<T> argument(Class<?> experiment, int index) {
        for (final Type implemented : experiment.getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType type && type.getRawType() == Experiment.class) {
                return (Class<T>) type.getActualTypeArguments()[index];
            }
        }
        throw new IllegalStateException(experiment + ": expected a class that implements Experiment itself");
    }
}
