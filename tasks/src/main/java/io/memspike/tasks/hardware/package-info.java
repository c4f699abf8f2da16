/** Arrays as hardware, as experiments: what networks keep on them, how they are cut, and crossbars as circuits. */
package io.memspike.tasks.hardware;
