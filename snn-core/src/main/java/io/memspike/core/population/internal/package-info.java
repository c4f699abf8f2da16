/** What a population's threads do, each with neurons of its own. */
package io.memspike.core.population.internal;
