/** The command that serves the live page. */
package io.memspike.app.serve;
