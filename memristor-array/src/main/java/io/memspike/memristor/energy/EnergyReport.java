package io.memspike.memristor.energy;

import io.memspike.memristor.area.ArrayArea;
import io.memspike.memristor.device.Programming;
import java.util.List;

/**
 * Energy and duration of a mean inference, on the array and on digital machines, and the area of the array.
 *
 * @param inferences number of inferences behind the means
 * @param meanSteps mean steps of an inference
 * @param layers layers with weights, in order
 */
public record EnergyReport(long inferences, double meanSteps, List<LayerEnergy> layers) {
    public EnergyReport {
        layers = List.copyOf(layers);
    }

    /** All layers on the array, one after the other. */
    public ArrayEnergy array() {
        return layers.stream().map(LayerEnergy::array).reduce(ArrayEnergy.NONE, ArrayEnergy::plus);
    }

    /** All layers on the event-driven digital machine. */
    public DigitalEnergy eventDriven() {
        return layers.stream().map(LayerEnergy::eventDriven).reduce(DigitalEnergy.NONE, DigitalEnergy::plus);
    }

    /** All layers on the dense digital machine. */
    public DigitalEnergy dense() {
        return layers.stream().map(LayerEnergy::dense).reduce(DigitalEnergy.NONE, DigitalEnergy::plus);
    }

    /** What programming all layers cost, once and not an inference; nothing where cells stay as they were formed. */
    public Programming writes() {
        return layers.stream().map(LayerEnergy::writes).reduce(Programming.NONE, Programming::plus);
    }

    /** All layers side by side; null where constants do not say. */
    public ArrayArea area() {
        return layers.stream().anyMatch(layer -> layer.area() == null)
                ? null
                : layers.stream().map(LayerEnergy::area).reduce(ArrayArea.NONE, ArrayArea::plus);
    }

    /** The layers that lie on the array, with what stands around them, and no others. */
    public EnergyReport ofArray() {
        return new EnergyReport(
                inferences,
                meanSteps,
                layers.stream().filter(layer -> !layer.isDigital()).toList());
    }
}
