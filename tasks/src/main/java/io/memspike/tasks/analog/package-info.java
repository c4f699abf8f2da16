/**
 * A layered network of binary weights and analogue neurons on crossbars with wires: how accuracy and power depend on the
 * crossbars' size. Reproduces M. H. Amin, M. Elbtity and R. Zand, "Interconnect parasitics and partitioning in
 * fully-analog in-memory computing architectures", ISCAS 2022, arXiv 2201.12480: 400 × 120 × 84 × 10 neurons on MNIST.
 *
 * <p><b>Known from the authors</b> (the paper, and their published simulator IMAC-Sim, GLSVLSI 2023): the layers; weights
 * and biases ±1, each a pair of cells of 5 and 15 kΩ; biases as one more row, driven with the supply; inputs of 0 or 1
 * times the supply; sigmoid neurons between 0 and the supply behind differential amplifiers whose gain is set for each
 * layer; wires of a 27 nm × 22 nm copper line along a bit cell of 12 × 15 units of 9 nm: 9.24 Ω a cell on the inputs'
 * lines (here word lines), 11.55 Ω on the sums' lines (here bit lines); horizontal partitions cut the inputs, vertical
 * ones the outputs.
 *
 * <p><b>Assumed here:</b> the supply is 1 V; a digit's 20 × 20 centre is its input, a pixel of at least half the white
 * being 1; sense amplifiers are virtual grounds, and currents of horizontal partitions are added before the neuron; both
 * cells of a pair have a piece of word line of their own, which is harder than one for the pair, as IMAC-Sim has it;
 * neurons and amplifiers are ideal but for their gain, and take no power; nothing is dynamic. The gain follows the same
 * rule for every configuration ({@link io.memspike.tasks.analog.AnalogNetwork#calibrated}).
 */
package io.memspike.tasks.analog;
