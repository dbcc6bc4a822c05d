package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** The table of live blocks at the edges of its chunks: of 16 slots at first, then of 1024 each. */
final class BlockTableTest {

  private final BlockTable table = new BlockTable();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 32, 33, 1023, 1024, 1025, 2048, 2049, 5000})
  void everyBlockIsInItOnceAndKnowsItsPlace(int count) {
    List<TrackedBlock> added = add(count);
    assertThat(visited()).containsExactlyElementsOf(added);
    for (int i = 0; i < count; i++) {
      assertThat(added.get(i).index).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 1024, 1025, 2049, 5000})
  void whatIsTakenOutLeavesItsPlaceToTheLast(int count) {
    List<TrackedBlock> added = add(count);
    List<TrackedBlock> taken = new ArrayList<>();
    for (int i = 0; i < count; i += 3) {
      taken.add(added.get(i));
      assertThat(table.remove(added.get(i))).isTrue();
      assertThat(added.get(i).index).isEqualTo(BlockTable.NONE);
    }
    added.removeAll(taken);
    List<TrackedBlock> left = visited();
    assertThat(left).containsExactlyInAnyOrderElementsOf(added);
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.get(i).index).isEqualTo(i);
    }
    for (TrackedBlock block : taken) {
      assertThat(table.remove(block)).as("a block that is not in the table").isFalse();
    }
    assertThat(visited()).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 1025, 5000})
  void isAsNewOnceAllIsTakenOut(int count) {
    for (TrackedBlock block : add(count).reversed()) {
      assertThat(table.remove(block)).isTrue();
    }
    assertThat(visited()).isEmpty();
    List<TrackedBlock> again = add(count);
    assertThat(visited()).containsExactlyElementsOf(again);
  }

  private List<TrackedBlock> add(int count) {
    Tally scope = new LiveBlocks(new HeapAllocator(), new LevelChoice(TrackingLevel.COUNT, true), "", Tally.UNLIMITED,
        null, Suppressions.none()).root();
    Block block = new HeapAllocator().allocate(1);
    List<TrackedBlock> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TrackedBlock tracked = new TrackedBlock(scope, block, 1);
      table.add(tracked);
      added.add(tracked);
    }
    return added;
  }

  private List<TrackedBlock> visited() {
    List<TrackedBlock> visited = new ArrayList<>();
    table.forEach(visited::add);
    return visited;
  }
}
