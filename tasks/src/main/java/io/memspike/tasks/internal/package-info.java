/** What trainings and studies share. */
package io.memspike.tasks.internal;
