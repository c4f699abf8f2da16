/**
 * The part of the page called Digit: a digit that is drawn, chosen or given as a recording becomes events, as the model's own
 * encoder makes them, and runs through the model on whatever hardware is asked for. What is answered is what
 * {@code memspike evaluate} answers with the same options and seed, bit for bit, with all that happened on the way.
 */
package io.memspike.serve.digit;
