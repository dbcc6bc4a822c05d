package org.lowtide.alloc;

/**
 * An allocator that takes its bytes from somewhere, mostly another allocator, hands them out as blocks, and gives all of
 * them back when it is closed: a pool, an arena, a slab, or nothing in between at all.
 *
 * <p>The <i>upstream</i> is what a pool takes its bytes from, the <i>limit</i> what it was opened with. What every pool
 * keeps to, as findings of the fuzzer cite it:
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><th>#</th><th>rule</th></tr>
 *   <tr><td>A1</td><td>A block has exactly the bytes that were asked for: {@link Block#byteSize()} and
 *       {@link Block#segment()} say so, the same at every call, and each byte can be read and written.</td></tr>
 *   <tr><td>A2</td><td>No two live blocks share a byte.</td></tr>
 *   <tr><td>A3</td><td>The bytes of a live block change only when its holder writes them.</td></tr>
 *   <tr><td>A4</td><td>A block of {@link #allocateZeroed} is all zero, whatever its bytes held before.</td></tr>
 *   <tr><td>A5</td><td>A size below 1 is an {@link IllegalArgumentException}.</td></tr>
 *   <tr><td>A6</td><td>The sizes of the live blocks together never pass the limit. An allocation fails, with an
 *       {@link AllocationFailedException}, where they would, where the block is above
 *       {@link AllocatorProvider#largestBlockBytes()}, or where the upstream failed during it, and never
 *       otherwise.</td></tr>
 *   <tr><td>A7</td><td>A call that fails changes no block, no byte and no sum, and leaks nothing.</td></tr>
 *   <tr><td>A8</td><td>A block is closed once. Each further close is an {@link IllegalStateException}, whatever was
 *       allocated since, and changes nothing.</td></tr>
 *   <tr><td>A9</td><td>A block may be closed by another thread than the one that allocated it.</td></tr>
 *   <tr><td>A10</td><td>{@link #close()} gives back all that was taken from the upstream. A second one does
 *       nothing.</td></tr>
 *   <tr><td>A11</td><td>A closed pool hands out no block: allocating is an {@link IllegalStateException}.</td></tr>
 *   <tr><td>A12</td><td>What is taken from the upstream covers the live blocks, and each block of the upstream is given
 *       back once. Or nothing is ever taken from it.</td></tr>
 *   <tr><td>A13</td><td>A close with live blocks is refused with an {@link IllegalStateException} and changes nothing;
 *       or it closes them too. Closing such a block afterwards is an {@link IllegalStateException} or does
 *       nothing.</td></tr>
 *   <tr><td>A14</td><td>Where {@link AllocatorProvider#refusesUseAfterClose()} says so, an access through the segment of
 *       a closed block is an {@link IllegalStateException}.</td></tr>
 *   <tr><td>A15</td><td>Two pools share nothing but the upstream: the same calls on a fresh pool end the same way.</td></tr>
 * </table>
 *
 * <p>Thread rule: as of {@link Allocator}, safe for use from several threads. {@link #close()} is called by one thread
 * when no other allocates or closes.
 */
public interface Pool extends Allocator, AutoCloseable {

  /**
   * Gives back everything; a second call does nothing.
   *
   * @throws IllegalStateException where blocks are live and the pool does not close them (A13); then nothing has changed
   */
  @Override
  void close();
}
