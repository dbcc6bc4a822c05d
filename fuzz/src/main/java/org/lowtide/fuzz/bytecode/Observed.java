package org.lowtide.fuzz.bytecode;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.Log;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.World;

/**
 * What a run came to: all that has to be the same on every memory.
 *
 * @param result the machine's answer
 * @param world the accounts afterwards
 */
public record Observed(TransactionResult result, World world) {

  /** The parts by name, in the order in which a difference is told. */
  private Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("end", result.status() + (result.haltReason() == null ? "" : " (" + result.haltReason() + ")"));
    parts.put("gas", Long.toString(result.gasLeft()));
    parts.put("out", HexFormat.of().formatHex(result.output()));
    parts.put("logs", HexFormat.of().formatHex(Log.hash(result.logs())));
    parts.put("state", state());
    return parts;
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    for (Address address : world.addresses()) {
      Account account = world.account(address).orElseThrow();
      text.append(address).append(' ').append(account.nonce()).append(' ').append(account.balance()).append(' ')
          .append(HexFormat.of().formatHex(account.code())).append(' ').append(account.storage()).append(';');
    }
    return text.toString();
  }

  /** The first part in which another run differs, or null. */
  @Nullable Difference firstDifference(Observed other) {
    Map<String, String> expected = parts();
    for (Map.Entry<String, String> each : other.parts().entrySet()) {
      String wanted = String.valueOf(expected.get(each.getKey()));
      if (!wanted.equals(each.getValue())) {
        return new Difference(each.getKey(), wanted, each.getValue());
      }
    }
    return null;
  }

  /**
   * A part that differs.
   *
   * @param part its name
   * @param expected what it should be
   * @param observed what it was
   */
  public record Difference(String part, String expected, String observed) {}
}
