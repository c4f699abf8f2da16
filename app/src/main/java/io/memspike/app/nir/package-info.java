/** The commands {@code nir}: networks of others. */
package io.memspike.app.nir;
