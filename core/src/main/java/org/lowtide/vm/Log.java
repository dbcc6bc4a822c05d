package org.lowtide.vm;

import java.math.BigInteger;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.apache.tuweni.rlp.RLPWriter;
import org.apache.tuweni.units.bigints.UInt256;

/**
 * A log that a transaction left (Yellow Paper, 4.3.1).
 *
 * @param address whose code logged
 * @param topics 0 to 4 words
 * @param data the bytes; a copy of this log's own
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hash, or by whoever knows what matters
public record Log(Address address, List<BigInteger> topics, byte[] data) {

  static Log of(LogEntry entry) {
    List<BigInteger> topics = entry.topics().stream().map(UInt256::toUnsignedBigInteger).toList();
    return new Log(entry.address(), topics, entry.data().toArray());
  }

  /**
   * The hash of logs: KEC of the RLP of a list of address, topics and data of each.
   *
   * @param logs in their order
   * @return a fresh array of 32 bytes
   */
  public static byte[] hash(List<Log> logs) {
    Bytes list = RLP.encodeList(writer -> logs.forEach(log -> writer.writeList(inner -> write(inner, log))));
    return Keccak.hash(list.toArrayUnsafe());
  }

  private static void write(RLPWriter writer, Log log) {
    writer.writeByteArray(log.address().toBytes());
    writer.writeList(log.topics(), (inner, topic) -> inner.writeValue(UInt256.valueOf(topic).toBytes()));
    writer.writeByteArray(log.data());
  }
}
