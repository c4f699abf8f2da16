package io.memspike.app;

import io.memspike.tasks.experiment.Option;

/**
 * What is asked besides.
 *
 * @param network by name, or a YAML file; null for none
 */
record InfoPlan(
        @Option(label = "NAME|FILE", says = "tell the size of this network, too: its name, or a YAML file")
        String network) {}
