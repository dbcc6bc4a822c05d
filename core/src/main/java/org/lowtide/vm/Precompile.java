package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;

/** The precompiled contracts that the machine has (Yellow Paper, appendix E), and one that stands for all others. */
enum Precompile {
  /** SHA2-256, at address 2. */
  SHA256(60, 12) {
    @Override
    Data run(Allocator allocator, Data input) {
      return Data.copyOf(allocator, digest(new SHA256Digest(), input));
    }
  },
  /** RIPEMD-160, at address 3. */
  RIPEMD160(600, 120) {
    @Override
    Data run(Allocator allocator, Data input) {
      return Data.copyOf(allocator, digest(new RIPEMD160Digest(), input));
    }
  },
  /** The identity, at address 4. */
  IDENTITY(15, 3) {
    @Override
    Data run(Allocator allocator, Data input) {
      return Data.copyOf(allocator, input.segment());
    }
  },
  /** One that the schedule has and the machine has not. */
  UNSUPPORTED(0, 0) {
    @Override
    Data run(Allocator allocator, Data input) {
      throw new AssertionError("an unsupported contract is never run");
    }
  };

  private static final int CHUNK = 1024;

  private final long base;
  private final long word;

  Precompile(long base, long word) {
    this.base = base;
    this.word = word;
  }

  /** The contract at that address, or null where it is no precompiled one. */
  static @Nullable Precompile at(Address address, Schedule schedule) {
    if (address.high() != 0 || address.middle() != 0 || address.low() < 1
        || address.low() > schedule.precompiles()) {
      return null;
    }
    return switch ((int) address.low()) {
      case 2 -> SHA256;
      case 3 -> RIPEMD160;
      case 4 -> IDENTITY;
      default -> UNSUPPORTED;
    };
  }

  long cost(long inputBytes) {
    return base + word * Words.count(inputBytes);
  }

  /** What it answers, in a block of its own. */
  abstract Data run(Allocator allocator, Data input);

  /** The digest at the end of a word, zeros before it. */
  private static MemorySegment digest(Digest digest, Data input) {
    byte[] chunk = new byte[CHUNK];
    for (long done = 0; done < input.length();) {
      int next = (int) Math.min(CHUNK, input.length() - done);
      MemorySegment.copy(input.segment(), done, MemorySegment.ofArray(chunk), 0, next);
      digest.update(chunk, 0, next);
      done += next;
    }
    byte[] word = new byte[Words.BYTES];
    digest.doFinal(word, Words.BYTES - digest.getDigestSize());
    return MemorySegment.ofArray(word);
  }
}
