/** Plots and pictures as files. */
package io.memspike.app.picture;
