/** The command {@code lava}: networks of lava-dl. */
package io.memspike.app.lava;
