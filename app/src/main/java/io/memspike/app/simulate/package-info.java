/** Commands that simulate networks at scale. */
package io.memspike.app.simulate;
