/** Networks of neurons at scale: simulated on a clock, with what their spikes have in common. */
package io.memspike.tasks.simulate;
