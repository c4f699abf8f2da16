/**
 * The command line and the report; the only place that prints and exits. {@link io.memspike.app.Main} names the commands,
 * which lie in rooms by what they are about; {@code cli} is what they share.
 *
 * <p>Exit status: 0 for success, 1 for a failure, 2 for bad usage. With {@code --json} exactly one JSON object goes to
 * standard output; progress and messages for people go to standard error.
 */
package io.memspike.app;
