package org.lowtide.vm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.units.bigints.UInt256;

/**
 * What a transaction gathers besides the world: logs, the refund, what is warm, and transient storage (the accrued
 * substate of the Yellow Paper, 6.1; EIP-2929, EIP-1153). Every change is noted in the journal.
 */
final class Substate implements AutoCloseable {

  private final Journal journal;
  private final List<LogEntry> logs = new ArrayList<>();
  private final Set<Address> warmAddresses = new HashSet<>();
  private final Set<StorageKey> warmSlots = new HashSet<>();
  private final Map<StorageKey, UInt256> transientStorage = new HashMap<>();
  private long refund;

  Substate(Journal journal) {
    this.journal = journal;
  }

  /** Makes an account warm. Returns whether it was cold. */
  boolean warm(Address address) {
    boolean wasCold = warmAddresses.add(address);
    if (wasCold) {
      journal.changed(() -> warmAddresses.remove(address));
    }
    return wasCold;
  }

  /** Makes a slot warm. Returns whether it was cold. */
  boolean warm(Address address, UInt256 slot) {
    StorageKey key = new StorageKey(address, slot);
    boolean wasCold = warmSlots.add(key);
    if (wasCold) {
      journal.changed(() -> warmSlots.remove(key));
    }
    return wasCold;
  }

  long refund() {
    return refund;
  }

  void addRefund(long gas) {
    if (gas != 0) {
      refund += gas;
      journal.changed(() -> refund -= gas);
    }
  }

  List<LogEntry> logs() {
    return logs;
  }

  /** Adds a log, whose data is given back with it. */
  void addLog(Address address, List<UInt256> topics, Data data) {
    logs.add(new LogEntry(address, topics, data));
    journal.changed(() -> logs.removeLast().data().close());
  }

  UInt256 transientStorage(Address address, UInt256 slot) {
    return transientStorage.getOrDefault(new StorageKey(address, slot), UInt256.ZERO);
  }

  void setTransientStorage(Address address, UInt256 slot, UInt256 word) {
    StorageKey key = new StorageKey(address, slot);
    UInt256 before = transientStorage(address, slot);
    transientStorage.put(key, word);
    journal.changed(() -> transientStorage.put(key, before));
  }

  /** Gives back the bytes of the logs. */
  @Override
  public void close() {
    logs.forEach(log -> log.data().close());
    logs.clear();
  }
}
