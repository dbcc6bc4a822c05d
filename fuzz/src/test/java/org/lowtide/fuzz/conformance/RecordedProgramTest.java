package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.TraceWriter;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.vm.Address;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.MemoryProgram;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/** Holds that what the machine records is a program of this toolkit, operation by operation. */
final class RecordedProgramTest {

  /** Every instruction that works on memory, once; and a call, a create, a log and a return. */
  private static final String CODE = "7f" + "ab".repeat(32) + "600052" // PUSH32 PUSH1 0 MSTORE
      + "60ff602053" // MSTORE8
      + "6000515060206000602152" // MLOAD, POP; MSTORE unaligned
      + "604060006080375f5f5f5f5f6000630fffff90f150" // CALLDATACOPY; CALL
      + "60206000608039602060006040" + "5e" // CODECOPY; MCOPY
      + "60206000a060206000205060005f5ff05060206000f3"; // LOG0; KECCAK256; CREATE; RETURN

  @Test
  void itsTextIsReadBackWithTheSameOperations() throws ProgramFormatException {
    MemoryProgram recorded = record();
    NamedProgram read =
        ProgramFiles.decode("recorded", recorded.text().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    assertThat(read.program().header().limitBytes()).isEqualTo(recorded.limitBytes());
    List<String> expected = recorded.operations().stream().map(each -> each.kind().word()).toList();
    assertThat(read.program().operations()).extracting(Operation::code).extracting(code -> code.mnemonic())
        .containsExactlyElementsOf(expected);
    assertThat(expected).contains(
        "newChild", "revertChild", "ensureCapacity", "setWord", "setByte", "setDataBounded", "copy", "getWord",
        "getSlice");
    assertThat(TraceWriter.format("recorded", read.program())).contains(
        "[\"setWord\",0,\"" + "ab".repeat(32) + "\"]", "[\"setByte\",32,255]", "[\"copy\",64,0,32]", "[\"getWord\",0]");
  }

  private static MemoryProgram record() {
    List<MemoryProgram> programs = new ArrayList<>();
    MemoryListener listener = new MemoryListener() {
      @Override
      public boolean records() {
        return true;
      }

      @Override
      public void recorded(MemoryProgram program) {
        programs.add(program);
      }
    };
    Address address = Address.parse("00000000000000000000000000000000000000c0");
    byte[] data = new byte[40];
    IntStream.range(0, data.length).forEach(i -> data[i] = (byte) i);
    SingleFrame frame =
        new SingleFrame(
            address, address, address, HexFormat.of().parseHex(CODE), data, BigInteger.ZERO, 10_000_000,
            BigInteger.ONE);
    BlockContext block =
        new BlockContext(
            1, 1, 1, address, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE, 1, _ -> new byte[32]);
    Vm vm = Vm.builder(Schedule.CANCUN).memory(MemoryMode.SHADOW).memoryListener(listener).build();
    assertThat(vm.execute(new World(), block, frame).haltReason()).isNull();
    assertThat(vm.memoryCounts().deviated()).isZero();
    return programs.getFirst();
  }
}
