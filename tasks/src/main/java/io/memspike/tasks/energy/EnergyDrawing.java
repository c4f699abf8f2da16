package io.memspike.tasks.energy;

import io.memspike.memristor.energy.EnergyReport;

/**
 * Components by layer, to be drawn.
 *
 * @param title what they are of
 * @param energy of a mean inference
 */
public record EnergyDrawing(String title, EnergyReport energy) {}
