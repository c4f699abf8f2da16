/** The part of the page called Runs: experiments that are started, watched and kept. */
package io.memspike.serve.run;
