package org.lowtide.vm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All accounts: the world state that transactions change (Yellow Paper, 4.1).
 *
 * <p>It is on the Java heap: it outlives transactions, and is no part of what a machine holds for one. Thread rule: not
 * safe for use from several threads.
 */
public final class World {

  private final Map<Address, Account> accounts = new HashMap<>();

  /** Makes a world without accounts. */
  public World() {}

  /**
   * Makes a world of the same accounts that shares nothing with this one.
   *
   * @return the copy
   */
  public World copy() {
    World copy = new World();
    accounts.forEach((address, account) -> copy.accounts.put(address, account.copy()));
    return copy;
  }

  /**
   * Adds an account, or replaces the one there.
   *
   * @param address where
   * @param account from now on this world's own
   */
  public void put(Address address, Account account) {
    accounts.put(address, account);
  }

  /**
   * The account at an address.
   *
   * @param address where
   * @return the account, empty where there is none
   */
  public Optional<Account> account(Address address) {
    return Optional.ofNullable(accounts.get(address));
  }

  /**
   * Where there are accounts.
   *
   * @return a fresh set, in the order of the addresses' hex
   */
  public SortedSet<Address> addresses() {
    SortedSet<Address> addresses = new TreeSet<>(Comparator.comparing(Address::toString));
    addresses.addAll(accounts.keySet());
    return addresses;
  }

  @Nullable Account get(Address address) {
    return accounts.get(address);
  }

  void remove(Address address) {
    accounts.remove(address);
  }
}
