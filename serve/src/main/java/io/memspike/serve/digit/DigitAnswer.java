package io.memspike.serve.digit;

import io.memspike.core.Shape;
import io.memspike.memristor.energy.EnergyReport;
import java.util.List;

/**
 * What became of a digit. Bytes are Base64 in JSON; indices of neurons are channel-last.
 *
 * @param model name of the model
 * @param decision the class
 * @param label the class that it is of; null where nobody knows
 * @param steps steps used
 * @param ofSteps steps of a sample
 * @param stopped whether it stopped by itself
 * @param threshold the confidence that it would stop above; null for none
 * @param input shape of what was shown
 * @param layers neurons, in the order of the file
 * @param trail what happened at each step
 * @param operations synaptic operations
 * @param energy of this inference
 * @param micros time that it took to compute, in microseconds
 * @param pruned share of the connections cut
 * @param asked which request it answers; null where that does not say
 */
record DigitAnswer(
        String model,
        int decision,
        Integer label,
        int steps,
        int ofSteps,
        boolean stopped,
        Double threshold,
        Size input,
        List<Layer> layers,
        List<Step> trail,
        long operations,
        Energy energy,
        long micros,
        double pruned,
        Long asked) {
    /**
     * Extents.
     *
     * @param channels number of channels
     * @param height rows
     * @param width columns
     */
    record Size(int channels, int height, int width) {
        static Size of(Shape shape) {
            return new Size(shape.channels(), shape.height(), shape.width());
        }
    }

    /**
     * Neurons.
     *
     * @param node name
     * @param size extents
     * @param behind name of the weights that they sum; null where there are none
     */
    record Layer(String node, Size size, String behind) {}

    /**
     * A step.
     *
     * @param input events of each input
     * @param spikes of each layer a bit for each neuron, the first lowest
     * @param readout potentials of the output's membranes, by class
     * @param answer their mean so far, by class
     * @param confidence largest probability, as the early stop sees it
     * @param spikeCount spikes of all layers
     */
    record Step(
            byte[] input, List<byte[]> spikes, float[] readout, float[] answer, float confidence, long spikeCount) {}

    /**
     * Energy in joules, without memory.
     *
     * @param array on the array
     * @param adcShare share of its converters
     * @param eventDriven on a digital machine that follows the spikes
     * @param dense on one that computes every step whole
     * @param seconds duration on the array
     */
    record Energy(double array, double adcShare, double eventDriven, double dense, double seconds) {
        static Energy of(EnergyReport report) {
            return new Energy(
                    report.array().joules(),
                    report.array().adcShare(),
                    report.eventDriven().joules(),
                    report.dense().joules(),
                    report.array().seconds());
        }
    }
}
