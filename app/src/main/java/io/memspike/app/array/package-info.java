/** Commands of memristor arrays: what is on them, what their wires do, what they take, and how accuracy goes with it. */
package io.memspike.app.array;
