package io.memspike.tasks.energy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * Which constants are told.
 *
 * @param technology the constants
 */
public record ConstantsPlan(@JsonUnwrapped ConstantsChoice technology) {}
