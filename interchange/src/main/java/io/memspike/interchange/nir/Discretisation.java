package io.memspike.interchange.nir;

import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the continuous time of NIR becomes steps: all that its files leave open. Times are in seconds. IF and I have no time
 * constant and take {@code r · x} in each step, whatever dt.
 *
 * @param dt time step in seconds, above 0
 * @param integrator how equations become a step
 * @param reset what becomes of a potential that fires: zero, the file's {@code v_reset}, or less by the threshold
 * @param spikes how often a neuron may fire in a step
 * @param start where potentials begin: at zero, or at {@code v_leak}
 * @param loop which edge of a loop is a step late
 * @param gain what an input of LIF and LI adds
 * @param lower how far down potentials of IF go
 */
public record Discretisation(
        float dt,
        Integration integrator,
        Reset reset,
        Spikes spikes,
        Start start,
        LoopDelay loop,
        Gain gain,
        Lower lower) {
    /** What importers of other tools do, by the tool's name. */
    public enum Tool {
        /** NIR's equations: Euler, reset to {@code v_reset}, from zero. */
        NIR(Integration.EULER, Reset.VALUE, Start.ZERO, LoopDelay.BEHIND_WEIGHTS),
        /** Norse: the same with reset to zero, from {@code v_leak}. */
        NORSE(Integration.EULER, Reset.ZERO, Start.LEAK, LoopDelay.BEHIND_WEIGHTS),
        /** snnTorch: reset to zero, from zero, loops late in front of their weights. */
        SNNTORCH(Integration.EULER, Reset.ZERO, Start.ZERO, LoopDelay.BEFORE_WEIGHTS),
        /**
         * Sinabs: exponential, loses the threshold for each of several spikes, whole inputs, potentials of IF down to the opposite of the
         * threshold. Its files count time in steps: dt = 1.
         */
        SINABS(
                Integration.EXPONENTIAL,
                Reset.SUBTRACT,
                Spikes.MANY,
                Start.ZERO,
                LoopDelay.BEHIND_WEIGHTS,
                Gain.WHOLE,
                Lower.THRESHOLD),
        /** Nengo: exponential, reset to zero. */
        NENGO(Integration.EXPONENTIAL, Reset.ZERO, Start.ZERO, LoopDelay.BEHIND_WEIGHTS),
        /** Lava, in floating point: Euler, reset to zero, loops late in front of their weights. */
        LAVA(Integration.EULER, Reset.ZERO, Start.ZERO, LoopDelay.BEFORE_WEIGHTS);

        private final Discretisation ofOne;

        Tool(Integration integrator, Reset reset, Start start, LoopDelay loop) {
            this(integrator, reset, Spikes.ONE, start, loop, Gain.SHARED, Lower.NONE);
        }

        Tool(Integration integrator, Reset reset, Spikes spikes, Start start, LoopDelay loop, Gain gain, Lower lower) {
            this.ofOne = new Discretisation(1f, integrator, reset, spikes, start, loop, gain, lower);
        }

        /** Its name in lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Names of all. */
        public static List<String> texts() {
            return Arrays.stream(values()).map(Tool::text).toList();
        }
    }

    public Discretisation {
        Kind.require(dt > 0 && Float.isFinite(dt), "discretisation: expected dt above 0, found %s", dt);
        Kind.require(reset != Reset.NONE, "discretisation: expected a reset, found none");
        Kind.require(start != Start.VALUE, "discretisation: expected a start at zero or leak, found value");
    }

    /** As a tool does it. */
    public static Discretisation as(Tool tool, float dt) {
        final Discretisation one = tool.ofOne;
        return new Discretisation(dt, one.integrator, one.reset, one.spikes, one.start, one.loop, one.gain, one.lower);
    }

    /** By NIR's equations. */
    public static Discretisation of(float dt) {
        return as(Tool.NIR, dt);
    }

    /** The same with another integrator. */
    public Discretisation with(Integration other) {
        return new Discretisation(dt, other, reset, spikes, start, loop, gain, lower);
    }

    /** The same with another reset. */
    public Discretisation with(Reset other) {
        return new Discretisation(dt, integrator, other, spikes, start, loop, gain, lower);
    }

    /** The same with another number of spikes. */
    public Discretisation with(Spikes other) {
        return new Discretisation(dt, integrator, reset, other, start, loop, gain, lower);
    }

    /** The same from another start. */
    public Discretisation with(Start other) {
        return new Discretisation(dt, integrator, reset, spikes, other, loop, gain, lower);
    }

    /** The same with another lower bound. */
    public Discretisation with(Lower other) {
        return new Discretisation(dt, integrator, reset, spikes, start, loop, gain, other);
    }

    /** The same with another time step. */
    public Discretisation with(float otherDt) {
        return new Discretisation(otherDt, integrator, reset, spikes, start, loop, gain, lower);
    }

    /** As people read it: {@code dt=0.001 integrator=euler …}. */
    @Override
    public String toString() {
        return "dt=" + dt + " integrator=" + text(integrator) + " reset=" + text(reset) + " spikes=" + text(spikes)
                + " start=" + text(start) + " loop=" + text(loop) + " gain=" + text(gain) + " lower=" + text(lower);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace("_weights", "");
    }

    /**
     * What {@link #toString} says; what it does not is as NIR has it.
     *
     * @throws IllegalArgumentException where it says something else
     */
    public static Discretisation parse(String text) {
        final Map<String, String> said = new HashMap<>();
        for (final String part : text.trim().split("\\s+")) {
            final int equals = part.indexOf('=');
            Kind.require(
                    equals > 0 && said.put(part.substring(0, equals), part.substring(equals + 1)) == null,
                    "discretisation: expected name=value, found %s",
                    part);
        }
        Kind.require(said.containsKey("dt"), "discretisation: expected dt=…, found %s", text);
        final Discretisation nir = of(Float.parseFloat(said.remove("dt")));
        final Discretisation parsed = new Discretisation(
                nir.dt,
                choice(said.remove("integrator"), nir.integrator),
                choice(said.remove("reset"), nir.reset),
                choice(said.remove("spikes"), nir.spikes),
                choice(said.remove("start"), nir.start),
                choice(said.remove("loop"), nir.loop),
                choice(said.remove("gain"), nir.gain),
                choice(said.remove("lower"), nir.lower));
        Kind.require(said.isEmpty(), "discretisation: expected nothing else, found %s", said.keySet());
        return parsed;
    }

    private static <E extends Enum<E>> E choice(String text, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        for (final E each : otherwise.getDeclaringClass().getEnumConstants()) {
            if (text(each).equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("discretisation: expected one of "
                + Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                        .map(Discretisation::text)
                        .toList()
                + ", found " + text);
    }
}
