/**
 * Policies that end an inference as soon as the input at hand is decided.
 *
 * <p>After each step a policy looks at the mean read-out so far and gives a <em>score</em> in [0, 1], larger meaning more
 * certain; the inference stops when the score exceeds the policy's <em>threshold</em>. Three policies look at
 * {@code p = softmax(mean / 2)}: <em>confidence</em> at the largest probability (PRIME's rule), <em>margin</em> at its lead
 * over the next, <em>entropy</em> at all of them. A policy has no state and serves any number of threads.
 *
 * <p>A <em>trajectory</em> is the read-out of one sample at every step: all that any policy could have seen. From
 * trajectories the <em>curve</em> tells accuracy and mean steps for every threshold without running the network again, and
 * <em>calibration</em> picks the threshold that keeps a wanted accuracy with the fewest steps. Calibrate on samples that
 * were neither trained on nor will be reported on:
 *
 * <pre>{@code
 * TrajectoryRecorder recorder = new TrajectoryRecorder(from, to, samples.steps(), samples.classes(), true);
 * …                                       // run the held-out samples into it, all steps
 * ExitCurve curve = ExitCurve.of(policy, recorder.trajectories());
 * Calibration calibration = Calibration.toLoss(curve, 0.2);
 * ExitPolicy calibrated = policy.withThreshold(calibration.point().threshold());
 * }</pre>
 */
package io.memspike.earlyexit;
