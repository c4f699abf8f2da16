/** Commands about networks as such. */
package io.memspike.app.network;
