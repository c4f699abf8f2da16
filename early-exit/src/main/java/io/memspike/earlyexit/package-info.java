/**
 * Policies that end an inference as soon as the input at hand is decided.
 *
 * <p>After each step a policy looks at the mean read-out so far and gives a <em>score</em> in [0, 1], larger meaning more
 * certain; the inference stops when the score exceeds the policy's <em>threshold</em>. <em>Calibration</em> picks the
 * threshold for a wanted accuracy; the <em>curve</em> shows accuracy against the mean number of steps for all of them.
 * A policy has no state and serves any number of threads.
 */
package io.memspike.earlyexit;
