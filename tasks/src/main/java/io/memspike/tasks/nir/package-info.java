/** Networks of others in NIR: what a file says, and what it does with samples. */
package io.memspike.tasks.nir;
