package org.lowtide.vm;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.units.bigints.UInt256;

/**
 * An account of a {@link World} (Yellow Paper, 4.1).
 *
 * <p>Thread rule: confined to the thread that uses its world.
 */
public final class Account {

  private final Map<UInt256, UInt256> storage = new HashMap<>();
  private long nonce;
  private UInt256 balance;
  private Code code;

  /** Makes an empty account. */
  Account() {
    this(0, UInt256.ZERO, Code.EMPTY);
  }

  private Account(long nonce, UInt256 balance, Code code) {
    this.nonce = nonce;
    this.balance = balance;
    this.code = code;
  }

  /**
   * Makes an account.
   *
   * @param nonce unsigned, the transactions sent or contracts created so far
   * @param balance 0 to 2^256 - 1, in wei
   * @param code copied; none where it is no contract
   * @param storage slots and their words, each 0 to 2^256 - 1, copied; those that are 0 are left out
   * @throws IllegalArgumentException where a number is out of range
   */
  public Account(long nonce, BigInteger balance, byte[] code, Map<BigInteger, BigInteger> storage) {
    this(nonce, UInt256.valueOf(balance), Code.of(code));
    storage.forEach((slot, word) -> setStorage(UInt256.valueOf(slot), UInt256.valueOf(word)));
  }

  Account copy() {
    Account copy = new Account(nonce, balance, code);
    copy.storage.putAll(storage);
    return copy;
  }

  /**
   * The nonce.
   *
   * @return unsigned
   */
  public long nonce() {
    return nonce;
  }

  /**
   * The balance.
   *
   * @return in wei, 0 to 2^256 - 1
   */
  public BigInteger balance() {
    return balance.toUnsignedBigInteger();
  }

  /**
   * The code.
   *
   * @return a fresh array
   */
  public byte[] code() {
    return code.toBytes();
  }

  /**
   * The storage.
   *
   * @return a fresh map of the slots that are not 0, by slot
   */
  public Map<BigInteger, BigInteger> storage() {
    Map<BigInteger, BigInteger> numbers = new TreeMap<>();
    storage.forEach((slot, word) -> numbers.put(slot.toUnsignedBigInteger(), word.toUnsignedBigInteger()));
    return numbers;
  }

  void setNonce(long nonce) {
    this.nonce = nonce;
  }

  UInt256 balanceWord() {
    return balance;
  }

  void setBalance(UInt256 balance) {
    this.balance = balance;
  }

  Code codeObject() {
    return code;
  }

  void setCode(Code code) {
    this.code = code;
  }

  boolean hasStorage() {
    return !storage.isEmpty();
  }

  UInt256 storage(UInt256 slot) {
    return storage.getOrDefault(slot, UInt256.ZERO);
  }

  void setStorage(UInt256 slot, UInt256 word) {
    if (word.isZero()) {
      storage.remove(slot);
    } else {
      storage.put(slot, word);
    }
  }

  /** Whether nothing tells it from an account that is not there; EIP-161. */
  boolean isEmpty() {
    return nonce == 0 && balance.isZero() && code.isEmpty();
  }
}
