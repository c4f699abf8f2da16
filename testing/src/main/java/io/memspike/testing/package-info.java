/**
 * What the tests of all modules share, beside JUnit and jqwik themselves. Every module has it in the scope of tests; the
 * application contains nothing of it, and it knows nothing of the application.
 */
package io.memspike.testing;
