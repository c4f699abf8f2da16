package io.memspike.serve.digit;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.serve.model.ServedModels.Served;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A model on its hardware, ready to run. Sessions are lent to one inference at a time and kept for the next. Thread-safe.
 */
final class Prepared {
    private static final int USUAL_BITS = 8; // of the converters whose energy is told where reads are exact
    private static final int MOST_KEPT = 8;

    private final Served served;
    private final Model model;
    private final Network network;
    private final Placed placed;
    private final EnergyModel energy;
    private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();

    /**
     * A model on its hardware.
     *
     * @param served the model as it is kept
     * @param model the same, pruned further, for the input at hand
     * @param network it on its hardware
     * @param placed its cells
     * @param isStill whether what is shown stands still
     */
    Prepared(Served served, Model model, Network network, Placed placed, boolean isStill) throws IOException {
        this.served = served;
        this.model = model;
        this.network = network;
        this.placed = placed;
        final int bits = placed.placement().standard().converters().bits();
        final ArrayHardware hardware = new ArrayHardware(
                ArrayGeometry.PRIME, AdcCircuit.of("sar", 0).orElseThrow(), bits == 0 ? USUAL_BITS : bits);
        this.energy = new EnergyModel(network.graph(), placed, hardware, EnergyConstants.builtIn(), isStill);
    }

    Served served() {
        return served;
    }

    /** Graph, weights and masks, for the input at hand. */
    Model model() {
        return model;
    }

    Network network() {
        return network;
    }

    Placed placed() {
        return placed;
    }

    EnergyModel energy() {
        return energy;
    }

    /** Whether samples are of what it takes. */
    boolean takes(Samples samples) {
        return network.graph().input().equals(samples.shape());
    }

    /** Does something with a session that nobody else has. */
    <T> T with(Function<Session, T> use) {
        final Session kept = idle.poll();
        final Session session = kept == null ? network.newSession() : kept;
        final T result = use.apply(session);
        if (idle.size() < MOST_KEPT) {
            idle.add(session);
        }
        return result;
    }
}
