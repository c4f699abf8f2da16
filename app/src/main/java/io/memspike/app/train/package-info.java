/** Commands that train. */
package io.memspike.app.train;
