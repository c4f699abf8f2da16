/**
 * Devices from tables that a laboratory measured: {@link io.memspike.memristor.table.TabledDevice}, written {@code table:FILE} where
 * devices are named. The file is a JSON object that names tables beside it:
 *
 * <dl>
 *   <dt>states<dd>what cells conduct, in the mean and by how much they differ, that were written towards a target
 *   <dt>curves<dd>current by voltage, which tell what the states conduct at another read voltage than they were measured at
 *   <dt>retention<dd>what is left of a conductance some time later, in the mean and by how much cells differ
 * </dl>
 *
 * <p>Between what was measured all is interpolated linearly, over the logarithm of time; beyond it all is refused.
 */
package io.memspike.memristor.table;
