package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.units.bigints.UInt256;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.lowtide.memory.FrameMemory;

/** Two small arrays through which words and bytes pass on their way, so that instructions need none of their own. */
final class Scratch {

  /** What is hashed at a time; a multiple of the 136 bytes that Keccak-256 takes in. */
  private static final int CHUNK = 8 * 136;

  private final byte[] word = new byte[Words.BYTES];
  private final Bytes32 wordBytes = Bytes32.wrap(word);
  private final byte[] chunk = new byte[CHUNK];
  private final MemorySegment chunkSegment = MemorySegment.ofArray(chunk);

  Scratch() {}

  /** The word at that place of the memory. */
  UInt256 load(FrameMemory memory, long offset) {
    memory.getWord(offset, word);
    return UInt256.fromBytes(wordBytes);
  }

  /** The word at that place of the data, zeros past its end. */
  UInt256 load(Data data, long offset) {
    data.readPadded(offset, word);
    return UInt256.fromBytes(wordBytes);
  }

  /** KEC of a range that the memory has. */
  UInt256 keccak(FrameMemory memory, long offset, long length) {
    KeccakDigest digest = Keccak.digest();
    for (long done = 0; done < length;) {
      int next = (int) Math.min(CHUNK, length - done);
      memory.read(offset + done, chunkSegment.asSlice(0, next));
      digest.update(chunk, 0, next);
      done += next;
    }
    digest.doFinal(word, 0);
    return UInt256.fromBytes(wordBytes);
  }
}
