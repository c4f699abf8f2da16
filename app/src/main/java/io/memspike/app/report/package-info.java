/** The page of a model: one HTML file. */
package io.memspike.app.report;
