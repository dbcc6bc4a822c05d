package org.lowtide.vm;

/**
 * A first difference between the two memories of a transaction in shadow mode. The arena's answer counted, and the
 * transaction went on with the arena alone.
 *
 * @param program what was done until then; its last operation is the one that showed it, unless some were left out
 * @param what is compared: the outcome, the size or the bytes
 * @param expected what the arena had
 * @param observed what the old memory had
 */
public record MemoryDeviation(MemoryProgram program, String what, String expected, String observed) {}
