/** Networks of neurons by the thousand and the million that spike into each other through sparse synapses with delays, on a clock. */
package io.memspike.core.population;
