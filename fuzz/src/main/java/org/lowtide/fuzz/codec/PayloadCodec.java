package org.lowtide.fuzz.codec;

import java.io.ByteArrayOutputStream;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Payload;

/**
 * The bytes of a payload. An even first byte is a pattern with that byte as its seed, its length an operand (left out for
 * a word, which has 32). An odd one is a literal: its upper seven bits are the length, 127 saying that four bytes of
 * length follow. A literal longer than the bytes that are left ends with them.
 *
 * <p>Odd seeds, which the first form cannot hold, and words of another length than 32 follow a marker: literal of length
 * 126, whose payload is a form byte. So that it stays total, a literal of exactly 126 bytes is written with four bytes of
 * length.
 */
final class PayloadCodec {

  private static final int LONG_LITERAL = 127;
  private static final int GENERAL_PATTERN = 126;
  private static final Operand WORD_LENGTH = Operand.of(32);

  private PayloadCodec() {}

  static Payload decode(Role role, ByteReader in) {
    int first = in.next();
    if ((first & 1) == 0) {
      return new Payload.Pattern(role == Role.WORD ? WORD_LENGTH : OperandCodec.decode(in), first);
    }
    int length = first >> 1;
    return switch (length) {
      case LONG_LITERAL -> new Payload.Literal(in.take(in.next(4)));
      case GENERAL_PATTERN -> {
        int seed = in.next();
        yield new Payload.Pattern(OperandCodec.decode(in), seed);
      }
      default -> new Payload.Literal(in.take(length));
    };
  }

  static void encode(Role role, Payload payload, ByteArrayOutputStream out) {
    switch (payload) {
      case Payload.Pattern(Operand length, int seed) -> {
        boolean impliedLength = role == Role.WORD;
        if ((seed & 1) == 0 && (!impliedLength || length.equals(WORD_LENGTH))) {
          out.write(seed);
          if (!impliedLength) {
            OperandCodec.encode(length, out);
          }
        } else {
          out.write(GENERAL_PATTERN << 1 | 1);
          out.write(seed);
          OperandCodec.encode(length, out);
        }
      }
      case Payload.Literal(byte[] data) -> {
        if (data.length < GENERAL_PATTERN) {
          out.write(data.length << 1 | 1);
        } else {
          out.write(LONG_LITERAL << 1 | 1);
          for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(data.length >> shift);
          }
        }
        out.writeBytes(data);
      }
    }
  }
}
