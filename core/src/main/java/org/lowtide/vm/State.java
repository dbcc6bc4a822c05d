package org.lowtide.vm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.units.bigints.UInt256;

/** The world as one transaction reads and changes it, every change noted in the journal. */
final class State {

  /** RIPEMD-160, which stays touched though the frame fails; EIP-161, the note on block 2675119. */
  private static final Address STAYS_TOUCHED = Address.ofNumber(3);

  private final World world;
  private final Journal journal;
  private final Set<Address> touched = new HashSet<>();
  private final Set<Address> created = new HashSet<>();
  private final Set<Address> destroyed = new HashSet<>();

  /** What slots were before the transaction, of those that it wrote; EIP-2200. */
  private final Map<StorageKey, UInt256> originals = new HashMap<>();

  State(World world, Journal journal) {
    this.world = world;
    this.journal = journal;
  }

  // Read

  boolean exists(Address address) {
    return world.get(address) != null;
  }

  /** Whether there is no account, or an empty one; EIP-161. */
  boolean isDead(Address address) {
    Account account = world.get(address);
    return account == null || account.isEmpty();
  }

  UInt256 balance(Address address) {
    Account account = world.get(address);
    return account == null ? UInt256.ZERO : account.balanceWord();
  }

  long nonce(Address address) {
    Account account = world.get(address);
    return account == null ? 0 : account.nonce();
  }

  Code code(Address address) {
    Account account = world.get(address);
    return account == null ? Code.EMPTY : account.codeObject();
  }

  UInt256 storage(Address address, UInt256 slot) {
    Account account = world.get(address);
    return account == null ? UInt256.ZERO : account.storage(slot);
  }

  UInt256 originalStorage(Address address, UInt256 slot) {
    UInt256 original = originals.get(new StorageKey(address, slot));
    return original == null ? storage(address, slot) : original;
  }

  /** Whether the transaction created it; EIP-6780. */
  boolean isNew(Address address) {
    return created.contains(address);
  }

  /** Whether nothing can be created there; EIP-684, and EIP-7610 for storage. */
  boolean isTaken(Address address) {
    Account account = world.get(address);
    return account != null && (account.nonce() != 0 || !account.codeObject().isEmpty() || account.hasStorage());
  }

  // Change

  /** The account there, from now on at least an empty one. */
  private Account account(Address address) {
    Account account = world.get(address);
    if (account == null) {
      account = new Account();
      world.put(address, account);
      journal.changed(() -> world.remove(address));
    }
    return account;
  }

  /** Brings an account into being that is removed again at the end if nothing fills it; EIP-161. */
  void touch(Address address) {
    account(address);
    if (touched.add(address) && !address.equals(STAYS_TOUCHED)) {
      journal.changed(() -> touched.remove(address));
    }
  }

  void setNonce(Address address, long nonce) {
    Account account = account(address);
    long before = account.nonce();
    account.setNonce(nonce);
    journal.changed(() -> account.setNonce(before));
  }

  void setBalance(Address address, UInt256 balance) {
    Account account = account(address);
    UInt256 before = account.balanceWord();
    account.setBalance(balance);
    journal.changed(() -> account.setBalance(before));
  }

  void addBalance(Address address, UInt256 value) {
    touch(address);
    setBalance(address, balance(address).add(value));
  }

  /** Moves value that the one has, and touches the other. */
  void transfer(Address from, Address to, UInt256 value) {
    touch(to);
    if (!value.isZero()) {
      setBalance(from, balance(from).subtract(value));
      setBalance(to, balance(to).add(value));
    }
  }

  void setCode(Address address, Code code) {
    Account account = account(address);
    Code before = account.codeObject();
    account.setCode(code);
    journal.changed(() -> account.setCode(before));
  }

  void setStorage(Address address, UInt256 slot, UInt256 word) {
    Account account = account(address);
    UInt256 before = account.storage(slot);
    originals.putIfAbsent(new StorageKey(address, slot), before);
    account.setStorage(slot, word);
    journal.changed(() -> account.setStorage(slot, before));
  }

  /** Begins a contract: what it has of balance stays (Yellow Paper, 7). */
  void create(Address address, boolean withNonce) {
    touch(address);
    if (withNonce) {
      setNonce(address, 1);
    }
    if (created.add(address)) {
      journal.changed(() -> created.remove(address));
    }
  }

  /** Takes the balance of an account, which is removed at the end. */
  void destroy(Address address) {
    setBalance(address, UInt256.ZERO);
    if (destroyed.add(address)) {
      journal.changed(() -> destroyed.remove(address));
    }
  }

  /** Removes at the end of the transaction what was destroyed, and where the schedule says so, what is empty. */
  void finish(boolean clearEmpty) {
    destroyed.forEach(world::remove);
    if (clearEmpty) {
      touched.stream().filter(this::isDead).forEach(world::remove);
    }
  }
}
