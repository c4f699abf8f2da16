/** Sound: WAV files, and the bank of filters that makes series of it, as a cochlea does. */
package io.memspike.datasets.sound.internal;
