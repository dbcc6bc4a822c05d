/**
 * The memory of a virtual machine's call frames: the contract, and the implementations that Lowtide ships.
 *
 * <p>{@link org.lowtide.memory.Memory} is the contract. {@link org.lowtide.memory.MemoryV2}, handles over one {@link
 * org.lowtide.memory.ArenaMemory}, keeps all of it. {@link org.lowtide.memory.LegacyMemory} is the design that they
 * replace, with its flaws. {@link org.lowtide.memory.MemoryProvider} is how a memory of one's own joins.
 */
package org.lowtide.memory;
