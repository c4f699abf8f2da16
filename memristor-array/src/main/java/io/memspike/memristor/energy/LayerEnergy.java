package io.memspike.memristor.energy;

import io.memspike.memristor.area.ArrayArea;
import io.memspike.memristor.device.Programming;

/**
 * Energy of a layer with weights, the pooling before it and what stands behind it, a mean inference.
 *
 * @param position position of the layer in the network
 * @param type its name in files
 * @param isDigital whether it lies in memory beside the array
 * @param tiles tiles that it lies on
 * @param counts what happens in it
 * @param array on the array
 * @param eventDriven on a digital machine that adds a weight for each synaptic operation
 * @param dense on a digital machine that multiplies and adds every weight at every step
 * @param writes what programming it cost, once
 * @param area what it takes of the chip; nothing where it lies in memory, null where constants do not say
 */
public record LayerEnergy(
        int position,
        String type,
        boolean isDigital,
        int tiles,
        LayerCounts counts,
        ArrayEnergy array,
        DigitalEnergy eventDriven,
        DigitalEnergy dense,
        Programming writes,
        ArrayArea area) {}
