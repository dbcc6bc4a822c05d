package org.lowtide.vm;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.apache.tuweni.rlp.RLPWriter;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose sender is known (Yellow Paper, 4.2; EIP-1559, 2930, 4844).
 *
 * @param sender who pays
 * @param to whom it calls; null where it creates a contract
 * @param data the call data or the initialising code; not copied: nobody may change it
 * @param value in wei, 0 to 2^256 - 1
 * @param gasLimit the most gas that it may use, at least 0
 * @param maxFee the most that it pays for a unit of gas, in wei; the gas price of a transaction before EIP-1559
 * @param maxPriorityFee the most of it that goes to the coinbase, in wei; the same as {@code maxFee} before EIP-1559
 * @param accessList what it says it will meet
 * @param blobHashes of its blobs, each 0 to 2^256 - 1
 */
@SuppressWarnings("ArrayRecordComponent") // two are compared by hash(), never by equals
public record Transaction(
    Address sender,
    @Nullable Address to,
    byte[] data,
    BigInteger value,
    long gasLimit,
    BigInteger maxFee,
    BigInteger maxPriorityFee,
    List<AccessListEntry> accessList,
    List<BigInteger> blobHashes) {

  /** Checks ranges. */
  public Transaction {
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(data, "data");
    Requirements.word("value", value);
    Requirements.atLeastZero("gasLimit", gasLimit);
    Requirements.word("maxFee", maxFee);
    Requirements.word("maxPriorityFee", maxPriorityFee);
    accessList = List.copyOf(accessList);
    blobHashes = List.copyOf(blobHashes);
    blobHashes.forEach(hash -> Requirements.word("blobHash", hash));
  }

  /**
   * Makes a transaction as they were before EIP-1559 and EIP-2930.
   *
   * @param sender who pays
   * @param to whom it calls; null where it creates a contract
   * @param data the call data or the initialising code
   * @param value in wei
   * @param gasLimit the most gas that it may use
   * @param gasPrice what it pays for a unit of gas, in wei
   * @return the transaction
   */
  public static Transaction plain(
      Address sender, @Nullable Address to, byte[] data, BigInteger value, long gasLimit, BigInteger gasPrice) {
    return new Transaction(sender, to, data, value, gasLimit, gasPrice, gasPrice, List.of(), List.of());
  }

  /**
   * A hash of all that is above: KEC of its RLP. It is not the hash that Ethereum knows a transaction by, for which the
   * nonce and the signature are missing here.
   *
   * @return a fresh array of 32 bytes
   */
  public byte[] hash() {
    Bytes list = RLP.encodeList(writer -> {
      writer.writeByteArray(sender.toBytes());
      writer.writeByteArray(to == null ? new byte[0] : to.toBytes());
      writer.writeByteArray(data);
      writer.writeBigInteger(value);
      writer.writeLong(gasLimit);
      writer.writeBigInteger(maxFee);
      writer.writeBigInteger(maxPriorityFee);
      writer.writeList(accessList, Transaction::write);
      writer.writeList(blobHashes, RLPWriter::writeBigInteger);
    });
    return Keccak.hash(list.toArrayUnsafe());
  }

  private static void write(RLPWriter writer, AccessListEntry entry) {
    writer.writeByteArray(entry.address().toBytes());
    writer.writeList(entry.slots(), RLPWriter::writeBigInteger);
  }
}
