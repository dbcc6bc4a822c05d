package org.lowtide.vm;

import java.math.BigInteger;
import java.util.List;

/**
 * An account that a transaction says it will meet (EIP-2930).
 *
 * @param address the account
 * @param slots of its storage, each 0 to 2^256 - 1
 */
public record AccessListEntry(Address address, List<BigInteger> slots) {

  /** Copies the list and checks its numbers. */
  public AccessListEntry {
    slots = List.copyOf(slots);
    slots.forEach(slot -> Requirements.word("slot", slot));
  }
}
