package io.memspike.tasks.simulate;

import io.memspike.core.population.SpikeRecord;

/**
 * Whose spikes came when, to be drawn.
 *
 * @param name of the network
 * @param spikes all
 * @param neurons that there are
 * @param stepSeconds the clock
 */
public record RasterDrawing(String name, SpikeRecord spikes, int neurons, double stepSeconds) {}
