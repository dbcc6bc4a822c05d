package org.lowtide.fuzz.junit;

import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.MemoryProvider;

/** The old design keeps the contract but for what its ledger says. */
final class LegacyContractTest extends MemoryContractTest {

  @Override
  protected MemoryProvider provider() {
    return new LegacyMemoryProvider();
  }

  @Override
  protected Ledger ledger() {
    return LedgerReader.shipped();
  }
}
