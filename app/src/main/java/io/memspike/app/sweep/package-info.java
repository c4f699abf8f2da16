/** The command that does an experiment at many points. */
package io.memspike.app.sweep;
