/** The part of the page called Array: what layers lie on. */
package io.memspike.serve.array;
