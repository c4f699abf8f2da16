/**
 * The experiments as a library: classification of events and inpainting of images.
 *
 * <p>A task takes a specification, reports progress to a listener, and returns a result record that names its seed.
 * It prints nothing, parses nothing and never ends the process; whoever embeds Memspike calls the same methods as the
 * command line does.
 */
package io.memspike.tasks;
