package io.memspike.tasks.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing that a plan can be told.
 *
 * @param component of the plan, or of a record inside it
 * @param option what is said of it
 */
public record Setting(RecordComponent component, Option option) {
    /** Of each record, looked at once: Java reads annotations anew for whoever asks. */
    private static final ClassValue<List<Setting>> OF = new ClassValue<>() {
        @Override
        protected List<Setting> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> new Setting(component, component.getAnnotation(Option.class)))
                    .toList();
        }
    };

    /** Name of the component that is the seed of every random draw. */
    public static final String SEED = "seed";

    /** What it is without {@code --seed}. */
    public static final long USUAL_SEED = 1;

    /** The components of a record, groups among them. */
    static List<Setting> of(Class<?> type) {
        return OF.get(type);
    }

    /** Whether it is the seed, which all commands take. */
    public boolean isSeed() {
        return option() == null && component.getName().equals(SEED) && component.getType() == long.class;
    }

    /** Whether it is a record of settings. */
    boolean isGroup() {
        return option() == null && component.getType().isRecord();
    }

    /** Whether it is a group whose settings lie beside it in JSON. */
    boolean isFlat() {
        return isGroup() && component().getAccessor().isAnnotationPresent(JsonUnwrapped.class);
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
