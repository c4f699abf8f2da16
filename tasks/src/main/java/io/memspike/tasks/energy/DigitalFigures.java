package io.memspike.tasks.energy;

import io.memspike.memristor.energy.DigitalEnergy;

/**
 * What an inference takes on a digital machine.
 *
 * @param joules without memory
 * @param joulesWithMemory with it
 * @param seconds duration
 */
public record DigitalFigures(double joules, double joulesWithMemory, double seconds) {
    static DigitalFigures of(DigitalEnergy digital) {
        return new DigitalFigures(digital.joules(), digital.joulesWithMemory(), digital.seconds());
    }
}
