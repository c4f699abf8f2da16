/** Models that the page is about: those in the jar, and the files that the server was given. */
package io.memspike.serve.model;
