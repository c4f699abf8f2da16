/** The part of the page called Hole: holes in pictures are filled step by step. */
package io.memspike.serve.hole;
