package io.memspike.app.cli;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.PlainText;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A plan's settings as options of a command. */
final class PlanOptions<P extends Record> {
    private final Class<P> plan;
    private final CommandSpec spec = CommandSpec.create();
    private final List<ArgSpec> arguments = new ArrayList<>(); // as the settings; null for the seed

    PlanOptions(Class<P> plan) {
        this.plan = plan;
        for (final Setting setting : Plans.settings(plan)) {
            final ArgSpec argument = setting.isSeed() ? null : argument(setting);
            arguments.add(argument);
            if (argument != null) {
                spec.add(argument);
            }
        }
    }

    /** The options. */
    CommandSpec spec() {
        return spec;
    }

    /** The plan of a command line that was parsed. */
    P plan(long seed) {
        final var values = arguments.iterator();
        return Plans.make(plan, setting -> {
            final ArgSpec argument = values.next();
            return argument == null ? (Object) seed : argument.getValue();
        });
    }

    private static ArgSpec argument(Setting setting) {
        final OptionSpec option = option(setting);
        if (!setting.option().positional()) {
            return option;
        }
        return PositionalParamSpec.builder()
                .index("0")
                .required(true)
                .type(option.type())
                .paramLabel(option.paramLabel())
                .description(option.description())
                .build();
    }

    private static OptionSpec option(Setting setting) {
        final Option option = setting.option();
        final RecordComponent component = setting.component();
        final OptionSpec.Builder builder = OptionSpec.builder(setting.name())
                .type(component.getType())
                .description(help(setting))
                .required(option.required())
                .splitRegex(option.split());
        if (!option.label().isEmpty()) {
            builder.paramLabel(option.label());
        }
        if (!option.otherwise().isEmpty()) {
            builder.defaultValue(option.otherwise());
        }
        if (component.getGenericType() instanceof ParameterizedType list) {
            builder.auxiliaryTypes((Class<?>) list.getActualTypeArguments()[0]);
        }
        return builder.build();
    }

    /** A sentence, with what holds where the option is not given. */
    private static String help(Setting setting) {
        final String says = PlainText.of(setting.option().says()).replace("%", "%%");
        final String shown = setting.shown();
        return Character.toUpperCase(says.charAt(0))
                + says.substring(1)
                + (shown.isEmpty() ? "." : " (default: " + shown + ").");
    }
}
