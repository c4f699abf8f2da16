/** Commands that judge a classifier. */
package io.memspike.app.evaluate;
