/** Trainings as experiments: a classifier, an auto-encoder, and the classifier that judges pictures. */
package io.memspike.tasks.train;
