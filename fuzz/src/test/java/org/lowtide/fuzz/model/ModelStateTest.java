package org.lowtide.fuzz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Sizes;
import org.lowtide.memory.MemoryException;

/** What the model of a memory says of where it stands: handles, sizes, and what operations are called with. */
final class ModelStateTest {

  private static final int MAX_TOTAL = 1 << 20;

  private static ReferenceModel after(String operations) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"));
    ReferenceModel model = new ReferenceModel(program.header(), MAX_TOTAL);
    for (Operation operation : program.operations()) {
      int handle = model.handleOf(operation);
      if (handle != Model.NO_HANDLE) {
        Call call = Call.of(operation, handle, model.sizes(handle));
        assertThat(model.check(call)).as(operation.toString()).isEqualTo(Status.OK);
        model.apply(call);
      }
    }
    return model;
  }

  @ParameterizedTest
  @CsvSource({"UP,0,2", "UP,1,1", "UP,2,0", "UP,3,0", "UP,84,0", "DOWN,0,0", "DOWN,1,1", "DOWN,2,2", "DOWN,3,2",
      "DOWN,84,2", "ENDED,0,-1", "ENDED,84,-1"})
  void anAimCountsOpenContextsAndStopsAtTheEnds(Aim.Target target, int index, int handle)
      throws ProgramFormatException {
    assertThat(after("newChild; newChild").resolve(new Aim(target, index))).isEqualTo(handle);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,2", "2,3", "3,3", "84,3"})
  void anAimAtWhatEndedCountsBackwardsFromTheLast(int index, int handle) throws ProgramFormatException {
    ReferenceModel model = after("newChild; newChild; newChild; revertChild @root");
    assertThat(model.resolve(new Aim(Aim.Target.ENDED, index))).isEqualTo(handle);
  }

  @Test
  void onceAllIsClosedEveryAimIsTheRoot() throws ProgramFormatException {
    ReferenceModel model = after("newChild; close @root");
    assertThat(model.resolve(Aim.INNERMOST)).isZero();
    assertThat(model.resolve(new Aim(Aim.Target.DOWN, 5))).isZero();
    assertThat(model.resolve(new Aim(Aim.Target.ENDED, 0))).isZero();
    assertThat(model.resolve(new Aim(Aim.Target.ENDED, 1))).isEqualTo(1);
    assertThat(model.depth()).isEqualTo(-1);
    assertThat(model.state()).isEqualTo("closed");
  }

  @Test
  void handlesAreNumberedAsTheyAreOpenedAndKeepTheirDepth() throws ProgramFormatException {
    ReferenceModel model =
        after("setByte 2 1; newChild; setByte 9 1; revertChild @root; newChild; newChild; setByte 0 1");
    assertThat(model.handleCount()).isEqualTo(4);
    assertThat(List.of(model.hasEnded(0), model.hasEnded(1), model.hasEnded(2), model.hasEnded(3)))
        .containsExactly(false, true, false, false);
    assertThat(List.of(model.depthOf(0), model.depthOf(1), model.depthOf(2), model.depthOf(3)))
        .containsExactly(0, 1, 1, 2);
    assertThat(List.of(model.size(0), model.size(1), model.size(2), model.size(3))).containsExactly(3, 0, 0, 1);
    assertThat(model.depth()).isEqualTo(2);
    assertThat(List.of(model.handleAt(0), model.handleAt(1), model.handleAt(2))).containsExactly(0, 2, 3);
    assertThat(model.bytes(3)[0]).isEqualTo((byte) 1);
    assertThat(model.total()).isEqualTo(4);
    assertThat(model.peakTotal()).isEqualTo(13);
    assertThat(model.state()).isEqualTo("size 1, total 4, depth 2");
  }

  @Test
  void aCommitKeepsTheTotalAndEndsTheChild() throws ProgramFormatException {
    ReferenceModel model = after("setByte 2 1; newChild; setByte 4 9; commitChild @root");
    assertThat(model.size(0)).isEqualTo(8);
    assertThat(model.total()).isEqualTo(8);
    assertThat(model.hasEnded(1)).isTrue();
    assertThat(model.size(1)).isZero();
    assertThat(model.bytes(1)).isEmpty();
    assertThat(model.bytes(0)[7]).isEqualTo((byte) 9);
  }

  @Test
  void operandsAreRelativeToTheContextAimedAt() throws ProgramFormatException {
    ReferenceModel model = after("capacity 64; limit 500; resize 10; newChild; resize 7; setLimit 300");
    Sizes root = model.sizes(0);
    assertThat(List.of(root.size(), root.total(), root.capacity(), root.limit())).containsExactly(10L, 17L, 64L, 300L);
    assertThat(model.sizes(1).size()).isEqualTo(7);
    assertThat(model.limit()).isEqualTo(300);
  }

  @Test
  void isUnusedUntilSomethingIsOpenedOrGrown() throws ProgramFormatException {
    assertThat(after("setLimit 9; getSlice 0 0").isUnused()).isTrue();
    assertThat(after("setByte 0 1").isUnused()).isFalse();
    assertThat(after("resize 5; resize 0").isUnused()).isFalse();
    assertThat(after("newChild").isUnused()).isFalse();
    assertThat(after("close").isUnused()).isFalse();
  }

  @Test
  void failuresAndMisusesCallNothing() throws ProgramFormatException {
    ReferenceModel model = after("newChild");
    assertThat(model.handleOf(new Operation.ArmFailure(1, true))).isEqualTo(Model.NO_HANDLE);
    assertThat(model.handleOf(new Operation.CopyHandle(Aim.INNERMOST))).isEqualTo(Model.NO_HANDLE);
    assertThat(model.handleOf(new Operation.ReopenUnfinalized())).isEqualTo(Model.NO_HANDLE);
    assertThat(model.handleOf(new Operation.Size(Aim.ROOT))).isZero();
    assertThat(model.handleOf(new Operation.Size(Aim.INNERMOST))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0,0,OK", "10,10,OK", "10,11,OK", "11,10,ILLEGAL_ARGUMENT", "-1,10,ILLEGAL_ARGUMENT",
      "0,-1,ILLEGAL_ARGUMENT", "-2,-1,ILLEGAL_ARGUMENT"})
  void openIsRefusedWhereTheLimitIsBelowTheCapacity(long capacity, long limit, Status status) {
    Header header = new Header(capacity, limit, 0);
    assertThat(Model.checkOpen(header)).isEqualTo(status);
    assertThat(new ModelWalk(header, MAX_TOTAL).model() == null).isEqualTo(status != Status.OK);
  }

  @Test
  void aWalkMakesTheCallsThatReturnAndPassesOverTheRest() {
    ModelWalk walk = new ModelWalk(Header.DEFAULT, MAX_TOTAL);
    Model model = walk.model();
    assertThat(model).isNotNull();
    ModelWalk.Visit grown = walk.next(new Operation.Resize(Aim.INNERMOST, Operand.of(5)));
    assertThat(grown.status()).isEqualTo(Status.OK);
    assertThat(grown.call()).isNotNull();
    assertThat(model.sizes(0).size()).isEqualTo(5);
    ModelWalk.Visit refused = walk.next(new Operation.Resize(Aim.INNERMOST, Operand.of(-1)));
    assertThat(refused.status()).isEqualTo(Status.INVALID_SIZE);
    assertThat(model.sizes(0).size()).isEqualTo(5);
    assertThat(walk.next(new Operation.ArmFailure(1, false))).isSameAs(ModelWalk.Visit.NONE);
    ModelWalk unopened = new ModelWalk(new Header(1, 0, 0), MAX_TOTAL);
    assertThat(unopened.next(new Operation.NewChild(Aim.INNERMOST))).isSameAs(ModelWalk.Visit.NONE);
  }

  @Test
  void memoryThatIsKnownToBeWantingIsOutOfMemoryAndNoByteEarlier() {
    ReferenceModel model = new ReferenceModel(new Header(0, Long.MAX_VALUE, 0), 100);
    Operation fits = new Operation.Resize(Aim.INNERMOST, Operand.of(100));
    Operation isTooMuch = new Operation.Resize(Aim.INNERMOST, Operand.of(101));
    assertThat(model.check(Call.of(fits, 0, model.sizes(0)))).isEqualTo(Status.OK);
    assertThat(model.check(Call.of(isTooMuch, 0, model.sizes(0)))).isEqualTo(Status.OUT_OF_MEMORY);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "getByte 3 | 3 | 1", "setByte 3 9 | 3 | 1", "getWord 3 | 3 | 32", "getU256 3 | 3 | 32",
      "setWord 3 hex(00) | 3 | 32", "setU256 3 hex(00) | 3 | 32", "getSlice 3 7 | 3 | 7", "read 3 7 | 3 | 7",
      "read 3 8192 | 3 | 8192", "read 3 8193 | 3 | 8192", "read 3 -1 | 3 | 0", "setData 3 hex(0102) | 3 | 2",
      "write 3 pattern(6,0) | 3 | 6", "setDataBounded 3 hex(01) 4 5 | 3 | 5", "copy 3 4 5 | 3 | 5",
      "snapshot | 0 | 0", "getSlice size+1 total-2 | 11 | 8"})
  void aCallHasTheRangeThatItReadsOrWrites(String operation, long offset, long length) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + operation);
    ReferenceModel model = after("resize 10");
    Call call = Call.of(program.operations().getFirst(), 0, model.sizes(0));
    assertThat(call.offset()).isEqualTo(offset);
    assertThat(call.length()).isEqualTo(length);
    assertThat(call.handle()).isZero();
  }

  @Test
  void aCallHasItsNumbersInOrderAndItsBytes() throws ProgramFormatException {
    Operation bounded = new Operation.SetDataBounded(Aim.INNERMOST, Operand.of(1), new Payload.Literal(new byte[] {7}),
        Operand.of(2), new Operand(Operand.Base.SIZE, 3));
    Call call = Call.of(bounded, 0, after("resize 10").sizes(0));
    assertThat(call.code()).isEqualTo(OpCode.SET_DATA_BOUNDED);
    assertThat(List.of(call.a(), call.b(), call.c())).containsExactly(1L, 2L, 13L);
    assertThat(call.data()).containsExactly(7);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfExceptionIsTheStatusOfItsName(MemoryException.Kind kind) {
    assertThat(Status.of(kind).name()).isEqualTo(kind.name());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "31,1", "32,1", "33,2", "64,2", "65,3"})
  void wordsAreBegunByTheirFirstByte(long bytes, long words) {
    assertThat(Words.begunBy(bytes)).isEqualTo(words);
    assertThat(Words.roundUp(bytes)).isEqualTo(32 * words);
  }

  @Test
  void theLargestEndStillRoundsUp() {
    assertThat(Words.roundUp(Words.MAX_END)).isEqualTo(Long.MAX_VALUE - 31).isEqualTo(Words.MAX_END);
  }
}
