/** Runs public test vectors of Ethereum on the virtual machine: one frame, or blocks. */
package org.lowtide.fuzz.conformance;
