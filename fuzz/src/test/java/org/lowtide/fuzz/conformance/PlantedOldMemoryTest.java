package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.Address;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.MemoryDeviation;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/** Plants faults in the memory that is replaced, and sees the machine and the vectors find them. */
final class PlantedOldMemoryTest {

  private static List<String> failures(MemoryProvider planted, MemoryMode memory, String suite) throws IOException {
    List<String> failures = new ArrayList<>();
    Conformance conformance = new Conformance(new MachineMaker(new HeapAllocator(), memory, planted));
    String name = Corpus.VECTORS + "blocktests/" + suite + ".json.gz";
    byte[] packed = Corpus.shipped().bytes(name);
    conformance.run(name, new GZIPInputStream(new ByteArrayInputStream(packed)), new Conformance.Visitor() {
      @Override
      public void ended(CaseResult result) {
        result.differences().forEach(each -> failures.add(each.toString()));
      }

      @Override
      public void problem(String problem) {
        failures.add(problem);
      }
    });
    return failures;
  }

  @Test
  void aLeakOfTheOldMemoryFailsTheCaseThatMeetsIt() throws IOException {
    assertThat(failures(PlantedMemory.LEAKS_ON_EVERY_THIRD_REVERT, MemoryMode.LEGACY, "stCallCodes")).isNotEmpty()
        .allMatch(failure -> failure.startsWith("live bytes: expected 0, observed "));
  }

  @Test
  void aWrongByteOfTheOldMemoryFailsTheCaseInShadowMode() throws IOException {
    assertThat(failures(new WrongBytes(), MemoryMode.SHADOW, "stMemoryTest")).isNotEmpty()
        .allMatch(failure -> failure.startsWith("memory, byte "));
  }

  @Test
  void aDeviationIsToldWithAProgramAndTheArenaAnswers() throws ProgramFormatException {
    List<MemoryDeviation> deviations = new ArrayList<>();
    MemoryListener listener = new MemoryListener() {
      @Override
      public void deviated(MemoryDeviation deviation) {
        deviations.add(deviation);
      }
    };
    Vm.Builder builder =
        Vm.builder(Schedule.CANCUN).oldMemory(new WrongBytes()).memoryListener(listener);
    Vm shadow = builder.memory(MemoryMode.SHADOW).build();
    TransactionResult result = run(shadow);
    assertThat(result).usingRecursiveComparison().ignoringFields("memory").isEqualTo(
        run(builder.memory(MemoryMode.ARENA).build()));
    assertThat(shadow.memoryCounts().deviated()).isEqualTo(1);
    assertThat(deviations).singleElement().satisfies(deviation -> {
      assertThat(deviation.what()).isEqualTo("byte 0");
      assertThat(deviation.expected()).isEqualTo("00");
      assertThat(deviation.observed()).isEqualTo("ee");
      byte[] text = deviation.program().text().getBytes(StandardCharsets.UTF_8);
      assertThat(ProgramFiles.decode("deviation", text, Integer.MAX_VALUE).program().operations()).hasSize(2); // ensureCapacity, setWord
    });
  }

  /** PUSH1 1, PUSH0, MSTORE, PUSH1 32, PUSH0, RETURN. */
  private static TransactionResult run(Vm vm) {
    Address address = Address.parse("00000000000000000000000000000000000000c0");
    byte[] code = {0x60, 1, 0x5f, 0x52, 0x60, 32, 0x5f, (byte) 0xf3};
    BigInteger zero = BigInteger.ZERO;
    return vm.execute(
        new World(),
        new BlockContext(1, 1, 1, address, zero, zero, zero, 1, _ -> new byte[32]),
        new SingleFrame(address, address, address, code, new byte[0], zero, 1_000, zero));
  }
}
