/**
 * The command line, the report and the web page; the only place that prints and exits.
 *
 * <p>Exit status: 0 for success, 1 for a failure, 2 for bad usage. With {@code --json} exactly one JSON object goes to
 * standard output; progress and messages for people go to standard error.
 */
package io.memspike.app;
