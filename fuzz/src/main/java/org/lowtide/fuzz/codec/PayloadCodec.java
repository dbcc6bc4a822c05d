package org.lowtide.fuzz.codec;

import java.io.ByteArrayOutputStream;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Payload;

/**
 * The bytes of a payload.
 *
 * <p>An even first byte is a pattern with that byte as its seed; then comes a byte of length, 224 and above saying that an
 * operand follows. A word has 32 bytes and no length.
 *
 * <p>An odd first byte is a literal: its upper seven bits are the length, 127 saying that four bytes of length follow. A
 * literal longer than the bytes that are left ends with them. 126 is a pattern too, with its seed and an operand for its
 * length: the form of odd seeds, and of words of another length than 32.
 */
final class PayloadCodec {

  private static final int LONG_LITERAL = 127;
  private static final int GENERAL_PATTERN = 126;
  private static final int LENGTH_FOLLOWS_FROM = 0xE0;
  private static final int LENGTH_FOLLOWS = 0xFF;
  private static final Operand WORD_LENGTH = Operand.of(32);

  private PayloadCodec() {}

  static Payload decode(Role role, ByteReader in) {
    int first = in.next();
    if ((first & 1) == 0) {
      return new Payload.Pattern(role == Role.WORD ? WORD_LENGTH : decodeLength(in), first);
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

  private static Operand decodeLength(ByteReader in) {
    int length = in.next();
    return length < LENGTH_FOLLOWS_FROM ? Operand.of(length) : OperandCodec.decode(in);
  }

  private static void encodeLength(Operand length, ByteArrayOutputStream out) {
    if (length.isPlain() && length.delta() >= 0 && length.delta() < LENGTH_FOLLOWS_FROM) {
      out.write((int) length.delta());
    } else {
      out.write(LENGTH_FOLLOWS);
      OperandCodec.encode(length, out);
    }
  }

  static void encode(Role role, Payload payload, ByteArrayOutputStream out) {
    switch (payload) {
      case Payload.Pattern(Operand length, int seed) -> {
        boolean impliedLength = role == Role.WORD;
        if ((seed & 1) == 0 && (!impliedLength || length.equals(WORD_LENGTH))) {
          out.write(seed);
          if (!impliedLength) {
            encodeLength(length, out);
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
