/** The JUnit 5 extension that fails a test which leaves a block live. Needs JUnit Jupiter; the rest of Lowtide does not. */
package org.lowtide.leak.junit;
