package org.lowtide.fuzz.codec;

import java.io.ByteArrayOutputStream;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operand.Base;

/**
 * The bytes of an operand: three bits of mode, five bits {@code p}, and what the mode adds. Short forms are the values
 * where bugs live, so that random bytes mostly draw those; the last mode holds anything.
 *
 * <table>
 *   <caption>Modes</caption>
 *   <tr><th>mode</th><th>operand</th><th>more bytes</th></tr>
 *   <tr><td>0</td><td>{@code p}</td><td>0</td></tr>
 *   <tr><td>1</td><td>{@code 32 * p}</td><td>0</td></tr>
 *   <tr><td>2</td><td>{@code 256 * p + b}</td><td>1</td></tr>
 *   <tr><td>3</td><td>{@code 2^(p + 32 * (b / 128)) + b mod 128 - 64}</td><td>1</td></tr>
 *   <tr><td>4</td><td>{@code size + p - 16}</td><td>0</td></tr>
 *   <tr><td>5</td><td>base {@code b mod 6} plus {@code p - 16}</td><td>1</td></tr>
 *   <tr><td>6</td><td>{@code MAX - p} for {@code p < 16}, else {@code MIN + p - 16}</td><td>0</td></tr>
 *   <tr><td>7</td><td>base {@code p mod 6} plus a {@code long}</td><td>8</td></tr>
 * </table>
 */
final class OperandCodec {

  private static final Base[] BASES = {Base.NONE, Base.SIZE, Base.TOTAL, Base.CAPACITY, Base.LIMIT, Base.FULL};

  private OperandCodec() {}

  static Operand decode(ByteReader in) {
    int first = in.next();
    int p = first & 31;
    return switch (first >> 5) {
      case 0 -> Operand.of(p);
      case 1 -> Operand.of(32L * p);
      case 2 -> Operand.of(256L * p + in.next());
      case 3 -> {
        int b = in.next();
        yield Operand.of((1L << (p + 32 * (b >> 7))) + (b & 127) - 64);
      }
      case 4 -> new Operand(Base.SIZE, p - 16);
      case 5 -> relative(BASES[in.next() % BASES.length], p - 16);
      case 6 -> Operand.of(p < 16 ? Long.MAX_VALUE - p : Long.MIN_VALUE + p - 16);
      default -> relative(BASES[p % BASES.length], in.next(8));
    };
  }

  static void encode(Operand operand, ByteArrayOutputStream out) {
    long delta = operand.delta();
    int base = indexOf(operand.base());
    if (operand.isPlain()) {
      encodePlain(delta, out);
    } else if (delta < -16 || delta > 15) {
      encodeLong(base, delta, out);
    } else if (operand.base() == Base.SIZE) {
      out.write(4 << 5 | (int) delta + 16);
    } else {
      out.write(5 << 5 | (int) delta + 16);
      out.write(base);
    }
  }

  private static void encodePlain(long value, ByteArrayOutputStream out) {
    if (value >= 0 && value < 32) {
      out.write((int) value);
    } else if (value >= 0 && value % 32 == 0 && value / 32 < 32) {
      out.write(1 << 5 | (int) (value / 32));
    } else if (value >= 0 && value < 32 * 256) {
      out.write(2 << 5 | (int) (value >> 8));
      out.write((int) value);
    } else if (Long.MAX_VALUE - value < 16 && value > 0) {
      out.write(6 << 5 | (int) (Long.MAX_VALUE - value));
    } else if (value < 0 && value - Long.MIN_VALUE < 16) {
      out.write(6 << 5 | (int) (value - Long.MIN_VALUE) + 16);
    } else if (!encodeNearPower(value, out)) {
      encodeLong(0, value, out);
    }
  }

  /** Writes a value up to 64 below or 63 above a power of two; false where it is not that. */
  private static boolean encodeNearPower(long value, ByteArrayOutputStream out) {
    if (value <= 0) {
      return false;
    }
    int below = 63 - Long.numberOfLeadingZeros(value);
    for (int exponent = below; exponent <= Math.min(below + 1, 62); exponent++) {
      long distance = value - (1L << exponent);
      if (distance >= -64 && distance < 64) {
        out.write(3 << 5 | (exponent & 31));
        out.write(((exponent >> 5) << 7) | ((int) distance + 64));
        return true;
      }
    }
    return false;
  }

  private static void encodeLong(int base, long delta, ByteArrayOutputStream out) {
    out.write(7 << 5 | base);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (delta >> shift));
    }
  }

  private static Operand relative(Base base, long delta) {
    return base == Base.NONE ? Operand.of(delta) : new Operand(base, delta);
  }

  private static int indexOf(Base base) {
    for (int i = 0; i < BASES.length; i++) {
      if (BASES[i] == base) {
        return i;
      }
    }
    throw new AssertionError(base);
  }
}
