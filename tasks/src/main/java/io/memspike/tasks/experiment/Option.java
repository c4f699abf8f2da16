package io.memspike.tasks.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a plan that can be set. One that is a record and has no annotation is made of settings itself; one named
 * {@value Setting#SEED} without annotation is the seed of every random draw, for which all commands have an option.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
    /** The option's name; that of the component unless it is given: {@code --early-stop} of {@code earlyStop}. */
    String name() default "";

    /** What a value looks like, such as {@code THRESHOLD|off}; nothing for a switch. */
    String label() default "";

    /** What it means, in the middle of a sentence, with `code` and links as in Markdown. */
    String says();

    /** What it is unless it is given, as text; nothing leaves it null, or false. */
    String otherwise() default "";

    /** What people are told it is then; {@link #otherwise} unless it is given. */
    String shown() default "";

    /** Whether it must be given, as whatever is positional must. */
    boolean required() default false;

    /** Whether it is what the command is about: given first, without its name. */
    boolean positional() default false;

    /** What stands between several values of one option; nothing where there is one, or the option is repeated. */
    String split() default "";

    /** Whether it is a file or a directory that is written, not read. */
    boolean written() default false;
}
