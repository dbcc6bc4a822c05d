package org.lowtide.vm;

/**
 * How many transactions, and frames by themselves, a machine has run on which memory.
 *
 * @param legacy on the old one alone
 * @param arena on the arena alone
 * @param shadow on both in lockstep
 * @param deviated of those on both, where they differed
 */
public record MemoryCounts(long legacy, long arena, long shadow, long deviated) {}
