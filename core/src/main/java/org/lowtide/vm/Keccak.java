package org.lowtide.vm;

import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.units.bigints.UInt256;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256, the hash of the Yellow Paper (KEC); it pads otherwise than the SHA-3 that came of it. */
public final class Keccak {

  private static final int BITS = 256;

  private Keccak() {}

  static KeccakDigest digest() {
    return new KeccakDigest(BITS);
  }

  /**
   * Hashes bytes.
   *
   * @param bytes any number
   * @return a fresh array of 32 bytes
   */
  public static byte[] hash(byte[] bytes) {
    KeccakDigest digest = digest();
    digest.update(bytes, 0, bytes.length);
    return finish(digest);
  }

  static UInt256 hashToWord(byte[] bytes) {
    return UInt256.fromBytes(Bytes.wrap(hash(bytes)));
  }

  static byte[] finish(KeccakDigest digest) {
    byte[] hash = new byte[BITS / Byte.SIZE];
    digest.doFinal(hash, 0);
    return hash;
  }
}
