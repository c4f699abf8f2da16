/** The part of the page called Digit: digits that are drawn, chosen or given become events, and are named step by step. */
package io.memspike.serve.digit;
