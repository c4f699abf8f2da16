/** What the plans of several experiments are made of, and what is made of that: data, networks of model files, converters. */
package io.memspike.tasks.plan;
