package org.lowtide.fuzz.conformance;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.World;

/** Compares all accounts of two worlds. */
final class WorldComparison {

  private static final String NONE = "no account";

  private final List<Difference> differences;

  /** Makes a comparison that adds what it finds to that list. */
  WorldComparison(List<Difference> differences) {
    this.differences = differences;
  }

  void compare(World expected, World observed) {
    for (Address address : expected.addresses()) {
      Account wanted = expected.account(address).orElseThrow();
      observed.account(address).ifPresentOrElse(
          there -> compare(address, wanted, there),
          () -> differences.add(new Difference("account " + address, "an account", NONE)));
    }
    for (Address address : observed.addresses()) {
      if (expected.account(address).isEmpty()) {
        differences.add(new Difference("account " + address, NONE, "an account"));
      }
    }
  }

  private void compare(Address address, Account expected, Account observed) {
    compare("balance of " + address, number(expected.balance()), number(observed.balance()));
    compare("nonce of " + address, Long.toUnsignedString(expected.nonce()), Long.toUnsignedString(observed.nonce()));
    compare("code of " + address, hex(expected.code()), hex(observed.code()));
    Map<BigInteger, BigInteger> wanted = expected.storage();
    Map<BigInteger, BigInteger> there = observed.storage();
    TreeSet<BigInteger> slots = new TreeSet<>(wanted.keySet());
    slots.addAll(there.keySet());
    for (BigInteger slot : slots) {
      compare("slot " + number(slot) + " of " + address, number(wanted.getOrDefault(slot, BigInteger.ZERO)),
          number(there.getOrDefault(slot, BigInteger.ZERO)));
    }
  }

  private void compare(String what, String expected, String observed) {
    if (!expected.equals(observed)) {
      differences.add(new Difference(what, expected, observed));
    }
  }

  private static String number(BigInteger number) {
    return "0x" + number.toString(16);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
