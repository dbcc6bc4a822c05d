/** Tests that a memory of one's own inherits: the rules, the corpus and a random run, under JUnit 5. */
package org.lowtide.fuzz.junit;
