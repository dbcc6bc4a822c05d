package org.lowtide.fuzz.bytecode;

import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.memory.LegacyMemoryProvider;

/** Runs random cases on whatever machine the class loader of this class has. */
public final class MutantHunt {

  private MutantHunt() {}

  /** What the first case shows that shows anything; empty where none does. */
  public static String first(int cases) {
    Judge judge = new Judge(new HeapAllocator(), new LegacyMemoryProvider());
    RandomCases random = new RandomCases(2);
    for (int i = 0; i < cases; i++) {
      for (Finding finding : judge.findings(CaseBytes.decode(random.at(i)))) {
        return finding.identity() + " after " + (i + 1) + " cases";
      }
    }
    return "";
  }
}
