package io.memspike.serve.run;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plan is refused, in one line, because of one of its settings where that can be told. */
public final class PlanRefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Pattern OPTION = Pattern.compile("^(?:plan: )?--([a-z][a-z0-9-]*)");
    private static final Pattern COMPONENT = Pattern.compile("^plan: field (?:\\w+\\.)*(\\w+)");

    private final String field;

    /**
     * A refusal.
     *
     * @param field name of the setting; empty where it is not one alone
     * @param message one line
     */
    public PlanRefusedException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** What a plan itself refused, whose messages begin with the option, or the component, that they are about. */
    static PlanRefusedException of(String message) {
        return new PlanRefusedException(field(message), message.replaceFirst("^plan: (?=--)", ""));
    }

    private static String field(String message) {
        final Matcher option = OPTION.matcher(message);
        if (option.find()) {
            return option.group(1);
        }
        final Matcher component = COMPONENT.matcher(message);
        return component.find()
                ? component.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : "";
    }

    /** Name of the setting, without dashes; empty where it is not one alone. */
    public String field() {
        return field;
    }
}
