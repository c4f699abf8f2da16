/** The command {@code lava}: what networks of lava-dl do in Loihi's integers. */
package io.memspike.tasks.lava;
