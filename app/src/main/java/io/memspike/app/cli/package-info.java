/** What all commands share: options, sources of samples, models as files, and how a result is printed. */
package io.memspike.app.cli;
