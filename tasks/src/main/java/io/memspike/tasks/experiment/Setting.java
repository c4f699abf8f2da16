package io.memspike.tasks.experiment;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * One thing that a plan can be told.
 *
 * @param component of the plan, or of a record inside it
 */
public record Setting(RecordComponent component) {
    /** Name of the component that is the seed of every random draw. */
    public static final String SEED = "seed";

    /** What it is without {@code --seed}. */
    public static final long USUAL_SEED = 1;

    /** What is said of it. */
    public Option option() {
        return component.getAnnotation(Option.class);
    }

    /** Whether it is the seed, which all commands take. */
    public boolean isSeed() {
        return option() == null && component.getName().equals(SEED) && component.getType() == long.class;
    }

    /** Whether it is a record of settings. */
    boolean isGroup() {
        return option() == null && component.getType().isRecord();
    }

    /** The option's name, such as {@code --early-stop}. */
    public String name() {
        final String given = isSeed() ? "" : option().name();
        return given.isEmpty()
                ? "--" + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : given;
    }

    /** Whether there is no plan without it. */
    public boolean isRequired() {
        return option().required() || option().positional();
    }

    /** What people are told that it is unless it is given; empty where nothing is to be told. */
    public String shown() {
        return option().shown().isEmpty() ? option().otherwise() : option().shown();
    }
}
