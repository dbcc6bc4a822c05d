package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** A tree of named allocators with figures and limits of their own. */
final class TrackingScopeTest {

  private final TrackingAllocator tracking =
      TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.SITES).name("server").build();

  @Test
  void figuresIncludeTheScopesBelow() {
    TrackingScope request = tracking.scope("request");
    TrackingScope parser = request.scope("parser");
    Block ten = request.allocate(10);
    Block five = parser.allocateZeroed(5);
    ten.close();
    assertThat(figures(parser)).isEqualTo("server/request/parser 5 1 5 5");
    assertThat(figures(request)).isEqualTo("server/request 5 1 15 15");
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(5, 1, 15, 15, 2));
    five.close();
    parser.close();
    request.close();
    tracking.assertNoLeaks();
  }

  @Test
  void closingAScopeWithSomethingLiveShowsTheTree() {
    TrackingScope request = tracking.scope("request", 4096);
    TrackingScope parser = request.scope("parser");
    request.scope("writer").allocate(100).close();
    leak(parser);
    LeakError leak = catchThrowableOfType(LeakError.class, request::close);
    assertThat(leak.report().tree())
        .isEqualTo(
            """
            bytes       live  peak  total  limit
            server        24   100    124   none
              request     24   100    124   4096  <-- here
                parser    24    24     24   none  (closed)
            """);
    assertThat(leak.getMessage())
        .startsWith("lowtide: 24 bytes in 1 block still live in server/request\n\n" + leak.report().tree() + "\n1. 24 ")
        .contains(".leak(TrackingScopeTest.java:");
    assertThat(tracking.closeLive()).isEqualTo(1);
    assertThat(tracking.report().tree()).isEmpty();
  }

  @Test
  void aLeakOfOneScopeIsNoneOfItsSiblings() {
    TrackingScope one = tracking.scope("one");
    TrackingScope other = tracking.scope("other");
    Block block = one.allocate(8);
    assertThatCode(other::close).doesNotThrowAnyException();
    assertThatThrownBy(one::close).isInstanceOf(LeakError.class);
    assertThatCode(one::close).doesNotThrowAnyException();
    assertThat(tracking.liveBytes()).isEqualTo(8);
    block.close();
    assertThat(tracking.liveBytes()).isZero();
  }

  @Test
  void everyLimitOnTheWayUpHolds() {
    TrackingScope request = tracking.scope("request", 100);
    TrackingScope parser = request.scope("parser", 60);
    Block most = parser.allocate(60);
    assertThatThrownBy(() -> parser.allocate(1))
        .isInstanceOf(AllocationFailedException.class)
        .hasMessage(
            "byteSize must be at most limitBytes (60) less the live bytes (60) of scope server/request/parser, was 1");
    Block rest = request.scope("writer").allocate(40);
    assertThatThrownBy(() -> request.allocateZeroed(1))
        .isInstanceOf(AllocationFailedException.class)
        .hasMessageContaining("limitBytes (100) less the live bytes (100) of scope server/request");
    assertThat(tracking.failedAllocations()).isEqualTo(2);
    most.close();
    parser.allocate(60).close();
    rest.close();
    request.close();
  }

  @Test
  void aBlockIsFreedOnlyByAScopeThatOwnsIt() {
    TrackingScope one = tracking.scope("one");
    TrackingScope other = tracking.scope("other");
    Block block = one.allocate(8);
    BlockMisuseException misuse = catchThrowableOfType(BlockMisuseException.class, () -> other.free(block));
    assertThat(misuse.kind()).isEqualTo(BlockMisuseException.Kind.FOREIGN_CLOSE);
    assertThat(misuse)
        .hasMessageStartingWith(
            "block of 8 bytes (allocation 1) belongs to \"server/one\" and was freed from \"server/other\"; it stays"
                + " live; allocated at ");
    assertThat(tracking.liveBlocks()).isEqualTo(1);
    assertThat(tracking.wrongFrees()).isEqualTo(1);
    one.free(block);
    Block second = one.scope("below").allocate(1);
    one.free(second);
    Block third = other.allocate(1);
    tracking.free(third);
    tracking.assertNoLeaks();
  }

  @Test
  void aBlockOfAnotherAllocatorIsNobodysHere() {
    TrackingAllocator another = TrackingAllocator.counting(new HeapAllocator());
    Block foreign = another.allocate(4);
    assertThat(catchThrowableOfType(BlockMisuseException.class, () -> tracking.free(foreign)))
        .hasMessageContaining("belongs to an allocator without a name and was freed from \"server\"");
    Block bare = new HeapAllocator().allocate(4);
    assertThat(catchThrowableOfType(BlockMisuseException.class, () -> tracking.free(bare)))
        .hasMessage("block of 4 bytes was freed from \"server\", which did not allocate it");
    assertThat(another.liveBlocks()).isEqualTo(1);
  }

  @Test
  void aBlockWithinADecoratorIsKnown() {
    TrackingScope scope = tracking.scope("one");
    Block poisoned = new PoisoningAllocator(scope, (byte) 1, (byte) 2).allocate(4);
    scope.free(poisoned);
    assertThat(tracking.liveBlocks()).isZero();
  }

  @Test
  void aClosedScopeAllocatesNothing() {
    TrackingScope request = tracking.scope("request");
    TrackingScope parser = request.scope("parser");
    request.close();
    for (TrackingScope closed : new TrackingScope[] {request, parser}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> closed.allocate(1))
          .withMessage("scope \"" + closed.path() + "\" is closed");
      assertThatIllegalStateException().isThrownBy(() -> closed.scope("more"));
    }
    tracking.allocate(1).close();
  }

  @Test
  void refusesBadNamesAndLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracking.scope(""))
        .withMessage("name of a scope must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracking.scope("a\tb"))
        .withMessage("name must have no control characters, was \"a\\u0009b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracking.scope("a", -1))
        .withMessage("limitBytes must be at least 0, was -1");
  }

  private static String figures(TrackingScope scope) {
    return scope.path() + " " + scope.liveBytes() + " " + scope.liveBlocks() + " " + scope.peakBytes() + " "
        + scope.totalBytes();
  }

  private static void leak(TrackingScope scope) {
    scope.allocate(24);
  }
}
