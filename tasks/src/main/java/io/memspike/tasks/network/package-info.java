/** Networks by name or file, and what each of their nodes learns. */
package io.memspike.tasks.network;
