package org.lowtide.fuzz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Sizes;
import org.lowtide.fuzz.op.Target;

/** The model of a pool: which blocks are live, and which calls it refuses. */
final class AllocatorModelTest {

  private static final long LARGEST = 50;

  private static AllocatorModel after(String operations) throws ProgramFormatException {
    Program program =
        ProgramText.parse("lowtide program 1\ntarget allocator\nlimit 100\n" + operations.replace("; ", "\n"));
    AllocatorModel model = new AllocatorModel(program.header(), 1 << 20, LARGEST);
    for (Operation operation : program.operations()) {
      assertThat(model.check(call(model, operation))).as(operation.toString()).isEqualTo(Status.OK);
      assertThat(model.apply(call(model, operation))).isEqualTo(Outcome.DONE);
    }
    return model;
  }

  private static Call call(Model model, Operation operation) {
    int handle = model.handleOf(operation);
    return Call.of(operation, handle, model.sizes(handle));
  }

  private static Status allocating(AllocatorModel model, long bytes) {
    return model.check(call(model, new Operation.Allocate(Operand.of(bytes))));
  }

  @Test
  void blocksAreLiveFromTheirAllocationToTheirClose() throws ProgramFormatException {
    AllocatorModel model = after("allocate 5; allocateZeroed 7; allocate 11; close @oldest; closeElsewhere");
    assertThat(model.live()).containsExactly(1);
    assertThat(model.total()).isEqualTo(7);
    assertThat(model.handleCount()).isEqualTo(3);
    assertThat(List.of(model.hasEnded(0), model.hasEnded(1), model.hasEnded(2))).containsExactly(true, false, true);
    assertThat(List.of(model.size(0), model.size(1), model.size(2))).containsExactly(5L, 7L, 11L);
    assertThat(model.state()).isEqualTo("1 block, 7 live");
    assertThat(model.isPoolClosed()).isFalse();
    assertThat(after("allocate 5; allocate 6").state()).isEqualTo("2 blocks, 11 live");
  }

  @ParameterizedTest
  @CsvSource({"UP,0,3", "UP,1,1", "UP,2,0", "UP,3,0", "DOWN,0,0", "DOWN,1,1", "DOWN,2,3", "DOWN,3,3", "ENDED,0,4",
      "ENDED,1,2", "ENDED,2,2"})
  void anAimCountsBlocksByAgeAndClosedOnesFromTheLast(Aim.Target target, int index, int handle)
      throws ProgramFormatException {
    AllocatorModel model =
        after("allocate 1; allocate 2; allocate 3; allocate 4; close @newest1; allocate 5; close");
    assertThat(model.resolve(new Aim(target, index))).isEqualTo(handle);
  }

  @Test
  void anAimAtNoBlockCallsNothingAndThePoolIsTheWhole() throws ProgramFormatException {
    AllocatorModel model = after("");
    assertThat(model.resolve(Aim.INNERMOST)).isEqualTo(Model.NO_HANDLE);
    assertThat(model.resolve(new Aim(Aim.Target.ENDED, 0))).isEqualTo(Model.NO_HANDLE);
    assertThat(model.handleOf(new Operation.Allocate(Operand.of(1)))).isEqualTo(Model.WHOLE);
    assertThat(model.handleOf(new Operation.ClosePool())).isEqualTo(Model.WHOLE);
    assertThat(model.handleOf(new Operation.ArmFailure(1, true))).isEqualTo(Model.NO_HANDLE);
  }

  @Test
  void closingThePoolClosesItsBlocksAndItHandsOutNoneAfter() throws ProgramFormatException {
    AllocatorModel model = after("allocate 5; allocate 7; closePool; closePool");
    assertThat(model.isPoolClosed()).isTrue();
    assertThat(model.live()).isEmpty();
    assertThat(model.total()).isZero();
    assertThat(model.hasEnded(0)).isTrue();
    assertThat(model.state()).isEqualTo("pool closed");
    assertThat(allocating(model, 1)).isEqualTo(Status.ILLEGAL_STATE);
    assertThat(allocating(model, 0)).isEqualTo(Status.ILLEGAL_ARGUMENT);
    Call close = call(model, new Operation.Close(new Aim(Aim.Target.ENDED, 0)));
    assertThat(model.check(close)).isEqualTo(Status.ILLEGAL_STATE);
  }

  @Test
  void anAllocationFailsAboveTheLimitOrTheLargestBlock() throws ProgramFormatException {
    AllocatorModel model = after("allocate 40");
    assertThat(allocating(model, 50)).isEqualTo(Status.OK);
    assertThat(allocating(model, 51)).isEqualTo(Status.ALLOCATION_FAILED);
    AllocatorModel fuller = after("allocate 50; allocate 20");
    assertThat(allocating(fuller, 30)).isEqualTo(Status.OK);
    assertThat(allocating(fuller, 31)).isEqualTo(Status.ALLOCATION_FAILED);
    assertThat(allocating(fuller, 1)).isEqualTo(Status.OK);
    assertThat(allocating(fuller, 0)).isEqualTo(Status.ILLEGAL_ARGUMENT);
  }

  @Test
  void whereThereAreSeveralReasonsAnyOfThemWillDo() throws ProgramFormatException {
    AllocatorModel closed = after("closePool");
    assertThat(closed.mayRefuse(0, Status.ILLEGAL_ARGUMENT)).isTrue();
    assertThat(closed.mayRefuse(0, Status.ILLEGAL_STATE)).isTrue();
    assertThat(closed.mayRefuse(101, Status.ALLOCATION_FAILED)).isTrue();
    assertThat(closed.mayRefuse(1, Status.ILLEGAL_ARGUMENT)).isFalse();
    assertThat(closed.mayRefuse(1, Status.ALLOCATION_FAILED)).isFalse();
    assertThat(closed.mayRefuse(1, Status.OUT_OF_MEMORY)).isFalse();
    assertThat(after("").mayRefuse(1, Status.ILLEGAL_STATE)).isFalse();
  }

  @Test
  void operandsAreRelativeToTheBlockAndTheLimit() throws ProgramFormatException {
    AllocatorModel model = after("allocate 5; allocate 7; close @oldest");
    assertThat(figures(model.sizes(1))).containsExactly(7L, 7L, 0L, 100L);
    assertThat(figures(model.sizes(0))).as("a closed block").containsExactly(0L, 7L, 0L, 100L);
    assertThat(figures(model.sizes(Model.WHOLE))).containsExactly(0L, 7L, 0L, 100L);
  }

  private static List<Long> figures(Sizes sizes) {
    return List.of(sizes.size(), sizes.total(), sizes.capacity(), sizes.limit());
  }

  @Test
  void theLimitIsCutToWhatARunMayUse() {
    Header header = Header.of(Target.ALLOCATOR);
    assertThat(AllocatorModel.limitBytes(header.withLimitBytes(77), 100)).isEqualTo(77);
    assertThat(AllocatorModel.limitBytes(header.withLimitBytes(101), 100)).isEqualTo(100);
    assertThat(AllocatorModel.limitBytes(header.withLimitBytes(Long.MAX_VALUE), Long.MAX_VALUE)).isEqualTo(1L << 30);
    assertThat(AllocatorModel.limitBytes(header.withLimitBytes(-3), 100)).isEqualTo(-3);
  }

  @Test
  void aHeaderOpensTheModelOfItsTarget() {
    assertThat(Model.open(Header.of(Target.ALLOCATOR), 100)).isInstanceOf(AllocatorModel.class);
    assertThat(Model.open(Header.DEFAULT, 100)).isInstanceOf(ReferenceModel.class);
  }
}
