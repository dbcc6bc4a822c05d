package org.lowtide.vm;

import static org.lowtide.vm.InstructionTable.BASE;
import static org.lowtide.vm.InstructionTable.VERY_LOW;

import java.util.Set;

/** The tables of Cancun: those of Shanghai, and what Cancun changed. Its costs are the same. */
final class CancunSchedule {

  private CancunSchedule() {}

  static Set<Feature> features() {
    Set<Feature> features = ShanghaiSchedule.features();
    features.add(Feature.DESTROY_ONLY_NEW);
    features.add(Feature.BEACON_ROOTS);
    return features;
  }

  static InstructionTable instructions() {
    return ShanghaiSchedule.instructions()
        .add(0x49, "BLOBHASH", 1, 1, VERY_LOW, Environment::blobhash) // EIP-4844
        .add(0x4a, "BLOBBASEFEE", 0, 1, BASE, Environment::blobbasefee) // EIP-7516
        .add(0x5c, "TLOAD", 1, 1, 100, Storage::tload) // EIP-1153, as the next
        .add(0x5d, "TSTORE", 2, 0, 100, Storage::tstore)
        .add(0x5e, "MCOPY", 3, 0, VERY_LOW, MemoryAccess::mcopy); // EIP-5656
  }
}
