package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.Operations;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.ArenaMemoryProvider;

/** The arena keeps the contract whatever is done to it: the stateful property, over lists of operations. */
final class MemoryPropertyTest {

  @Provide
  Arbitrary<List<Operation>> operations() {
    return Operations.any(Target.MEMORY).list().ofMaxSize(64);
  }

  @Property(seed = "20", tries = 1000)
  void theArenaKeepsTheContract(@ForAll("operations") List<Operation> operations) {
    Executor executor =
        new Executor(List.of(Subject.of(new ArenaMemoryProvider())), HeapAllocator::new, Bounds.FUZZING);
    assertThat(executor.run(new Program(Header.DEFAULT, operations)).findings()).isEmpty();
  }
}
