package io.memspike.tasks.energy;

/**
 * Which constants are told.
 *
 * @param technology the constants
 */
public record ConstantsPlan(ConstantsChoice technology) {}
