package io.memspike.tasks.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a result means: unit, range, when it is null. A record inside a result is described as a whole, or
 * has components that are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Means {
    /** The meaning, in the middle of a sentence, with `code` and links as in Markdown. */
    String value();
}
