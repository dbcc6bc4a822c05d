/** Tests that a memory or an allocator of one's own inherits: the rules, the corpus and a random run, under JUnit 5. */
package org.lowtide.fuzz.junit;
