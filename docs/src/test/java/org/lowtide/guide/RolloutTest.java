package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.MemoryCounts;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Rollout;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Transaction;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/** The snippet of the page on the migration. */
final class RolloutTest {

  @Test
  void aRolloutIsGradual() {
    // @formatter:off
    Vm vm =
        Vm.builder(Schedule.CANCUN)
            .memory(MemoryMode.ARENA)
            .rollout(new Rollout(0.05, 1))
            .build();
    // @formatter:on
    Address sender = Address.parse("0x00000000000000000000000000000000000000aa");
    World world = new World();
    world.put(sender, new Account(0, BigInteger.TEN.pow(18), new byte[0], Map.of()));
    BlockContext block =
        new BlockContext(
            1, 1, 30_000_000, sender, BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, 1, _ -> new byte[32]);
    for (int i = 0; i < 1_000; i++) {
      vm.execute(
          world, block, Transaction.plain(sender, sender, new byte[0], BigInteger.valueOf(i), 21_000, BigInteger.ONE));
    }
    MemoryCounts counts = vm.memoryCounts();
    assertThat(counts.arena()).isBetween(20L, 100L);
    assertThat(counts.legacy()).isEqualTo(1_000 - counts.arena());
    assertThat(counts.deviated()).isZero();
  }
}
