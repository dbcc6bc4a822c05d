package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.lowtide.memory.MemoryException.Kind;

/** What the tests of a memory's contract stand on. */
interface Fixture {

  /** The limit of {@link #root()}. */
  long LIMIT = 1 << 20;

  CountingAllocator allocator();

  /** Opens a memory that is closed after the test. */
  Memory open(long initialCapacityBytes, long limitBytes);

  /** The root of a memory opened before the test, without an initial capacity. */
  Memory root();

  /** All that can be seen of a memory through some of its handles. */
  record State(long limit, long sharedSize, long liveBytes, int liveBlocks, List<Long> sizes, List<String> bytes) {}

  /** The state, as far as handles that are still open show it. */
  default State state(Memory... handles) {
    List<Memory> open = Stream.of(handles).filter(Fixture::isOpen).toList();
    return new State(open.isEmpty() ? -1 : open.getFirst().limit(),
        open.isEmpty() ? -1 : open.getFirst().sharedSize(), allocator().liveBytes(), allocator().liveBlocks(),
        open.stream().map(Memory::size).toList(), open.stream().map(Memory::toHex).toList());
  }

  /** Checks that a call is refused with that kind and leaves everything seen through the handles unchanged. */
  default void assertRefused(Kind kind, ThrowingCallable call, Memory... handles) {
    State before = state(handles);
    assertKind(kind, call);
    assertThat(state(handles)).isEqualTo(before);
  }

  /** Checks that a call is refused with that kind. */
  static void assertKind(Kind kind, ThrowingCallable call) {
    assertThat(catchThrowable(call)).as("expected %s", kind)
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  static boolean isOpen(Memory memory) {
    try {
      memory.size();
      return true;
    } catch (MemoryException e) {
      return false;
    }
  }

  /** The bytes {@code first}, {@code first + 1}, and so on. */
  static byte[] bytes(int first, int length) {
    byte[] result = new byte[length];
    IntStream.range(0, length).forEach(i -> result[i] = (byte) (first + i));
    return result;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  static String text(Memory memory) {
    return new String(memory.snapshot(), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
