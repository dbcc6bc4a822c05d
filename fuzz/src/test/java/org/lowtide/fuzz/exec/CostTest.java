package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.memory.ArenaMemoryProvider;

/** A program is cut by the bytes that its operations touch, so that one row of numbers decides how long a run takes. */
final class CostTest {

  /** Each row: what went before, the operation, and what it costs with 4096 bytes in all and a limit of 2048. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "size | size | 1",
      "size | setByte 0 1 | 1",
      "size | setByte 99 1 | 100",
      "resize 100 | setByte 99 1 | 1",
      "resize 100 | setByte 100 1 | 1",
      "resize 100 | setByte 101 1 | 2",
      "size | setByte -1 1 | 1",
      "size | resize 2048 | 2049",
      "size | resize 2049 | 1",
      "resize 48 | resize 2048 | 2001",
      "resize 48 | resize 10 | 1",
      "setLimit 9999 | resize 4096 | 4097",
      "setLimit 9999 | resize 4097 | 1",
      "size | setData 5 pattern(30,1) | 36",
      "resize 100 | setData 5 hex(0102) | 3",
      "size | setWord 0 pattern(32,1) | 33",
      "size | setDataBounded 3 pattern(7,1) 2 9 | 22",
      "size | copy 10 20 30 | 61",
      "resize 15 | copy 10 20 30 | 21",
      "resize 100 | getSlice 90 50 | 141",
      "resize 100 | getSlice 190 500 | 201",
      "resize 100 | read 0 7 | 8",
      "resize 100 | read 0 9999 | 1",
      "resize 100 | snapshot | 101",
      "resize 100 | toHex | 101",
      "resize 100 | restore hex(0102) | 103",
      "resize 100 | getByte 50 | 1",
      "resize 100 | close | 101",
      "resize 100; newChild; resize 30 | commitChild | 31",
      "resize 100; newChild; resize 30 | revertChild | 31",
      "resize 100; newChild; resize 30 | close @root | 31",
      "resize 100; newChild; resize 30 | snapshot @root | 101",
      "close | close @ended0 | 1",
      "size | setLimit 2000 | 1"})
  void ofAnOperationOnAMemory(String before, String operation, long cost) throws ProgramFormatException {
    Program program = program("limit 2048; " + before + "; " + operation);
    ModelWalk walk = new ModelWalk(program.header(), 4096);
    List<Operation> operations = program.operations();
    operations.subList(0, operations.size() - 1).forEach(walk::next);
    ReferenceModel model = (ReferenceModel) walk.model();
    assertThat(model).isNotNull();
    Operation last = operations.getLast();
    assertThat(Cost.of(last, model.handleOf(last), model, 4096)).isEqualTo(cost);
  }

  /** A program that costs what is allowed is run to its end; with one byte less its last operation is cut. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "memory | resize 2000; size; size | 2003",
      "memory | resize 2000; getByte @ended0 0; size | 2002",
      "memory | resize 2000; newChild; setByte 0 1; size @root | 2004",
      "memory | resize 2000; snapshot | 4002",
      "allocator | allocate 2000; close; allocate 7 | 2018",
      "allocator | allocate 2000; allocate 100 | 2110",
      "allocator | allocate 2000; allocateZeroed 100; allocate 50 | 2177",
      "allocator | allocate 2000; write 0 pattern(50,1) | 2060",
      "allocator | allocate 2000; read 0 50 | 2060",
      "allocator | allocate 2000; closePool | 2010",
      "allocator | allocate 2000; allocate 999999 | 2010",
      "allocator | allocate 2000; close @closed0; allocate 0 | 2010"})
  void ofAProgram(String target, String operations, long cost) throws ProgramFormatException {
    boolean memory = target.equals("memory");
    Program program = program((memory ? "" : "target allocator; ") + operations);
    Subject subject =
        memory ? Subject.of(new ArenaMemoryProvider()) : Subject.of(Pools.recycling());
    Verdict whole = run(subject, program, cost);
    int size = program.operations().size();
    assertThat(whole).isEqualTo(new Verdict(List.of(), size, 0));
    assertThat(run(subject, program, cost - 1)).isEqualTo(new Verdict(List.of(), size - 1, 1));
  }

  private static Verdict run(Subject subject, Program program, long maxBytes) {
    return new Executor(List.of(subject), HeapAllocator::new, new Bounds(512, maxBytes)).run(program);
  }

  private static Program program(String operations) throws ProgramFormatException {
    return ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"));
  }
}
