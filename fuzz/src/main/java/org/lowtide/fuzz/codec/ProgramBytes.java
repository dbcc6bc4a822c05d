package org.lowtide.fuzz.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/**
 * The byte form of programs: what a fuzzer mutates and the corpus keeps.
 *
 * <p>Decoding is total: every array of bytes is a program, missing bytes are zero, and encoding then decoding gives back
 * the same program. The first byte is the version and the target: 1 is a program about a memory, 2 one about an
 * allocator, and any other decodes as 1. Then come the poison, the capacity (of a memory) and the limit, then operations
 * until the bytes end: an opcode, then its arguments inline. A prefix opcode aims the operation after it; without one it
 * has the opcode's default aim.
 */
public final class ProgramBytes {

  /** The version that is written. */
  public static final int VERSION = 1;

  /** What stands in the place of the version where the program is about an allocator. */
  private static final int ALLOCATOR = 2;

  private static final int LARGE_LIMIT_FROM = 0xA0;
  private static final long LARGE_LIMIT_BYTES = 1 << 20;
  private static final int LIMIT_FOLLOWS = 0xFF;
  private static final int LIMIT_FOLLOWS_FROM = 0xC0;
  private static final int CAPACITY_FOLLOWS = 0xFF;
  private static final int CAPACITY_FOLLOWS_FROM = 0xE0;
  private static final int CAPACITY_STEP = 32;
  private static final Aim.Target[] TARGETS = {Aim.Target.UP, Aim.Target.ENDED, Aim.Target.DOWN};

  private ProgramBytes() {}

  /**
   * Decodes a whole program.
   *
   * @param bytes any bytes
   * @return the program that they stand for
   */
  public static Program decode(byte[] bytes) {
    return decode(bytes, Integer.MAX_VALUE);
  }

  /**
   * Decodes the beginning of a program.
   *
   * @param bytes any bytes
   * @param maxOperations where to stop, at least 0
   * @return the program, of at most {@code maxOperations} operations
   */
  public static Program decode(byte[] bytes, int maxOperations) {
    return decode(new ByteReader(bytes), maxOperations);
  }

  /** Decodes the beginning of a program and counts the operations after it. */
  static NamedProgram decode(String name, byte[] bytes, int maxOperations) {
    ByteReader in = new ByteReader(bytes);
    Program program = decode(in, maxOperations);
    long cut = 0;
    while (!in.atEnd()) {
      operation(Opcodes.of(program.header().target()), in);
      cut++;
    }
    return new NamedProgram(name, program, cut);
  }

  /**
   * The same bytes as a program about a given target.
   *
   * @param target what the program is to be about
   * @param bytes any bytes
   * @return {@code bytes} themselves where they are that already, else a copy with another first byte
   */
  public static byte[] about(Target target, byte[] bytes) {
    int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
    if (target(first) == target) {
      return bytes;
    }
    byte[] copy = Arrays.copyOf(bytes, Math.max(1, bytes.length));
    copy[0] = (byte) firstByte(target);
    return copy;
  }

  private static Target target(int firstByte) {
    return firstByte == ALLOCATOR ? Target.ALLOCATOR : Target.MEMORY;
  }

  private static int firstByte(Target target) {
    return target == Target.ALLOCATOR ? ALLOCATOR : VERSION;
  }

  private static Program decode(ByteReader in, int maxOperations) {
    Header header = header(in);
    Opcodes opcodes = Opcodes.of(header.target());
    List<Operation> operations = new ArrayList<>();
    while (!in.atEnd() && operations.size() < maxOperations) {
      operations.add(operation(opcodes, in));
    }
    return new Program(header, operations);
  }

  /**
   * Encodes a program.
   *
   * @param program any program
   * @return the bytes that {@link #decode(byte[])} gives it back from
   */
  public static byte[] encode(Program program) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeHeader(program.header(), out);
    Opcodes opcodes = Opcodes.of(program.header().target());
    for (Operation operation : program.operations()) {
      write(opcodes, operation, out);
    }
    return out.toByteArray();
  }

  /**
   * Encodes one operation, as it stands within a program.
   *
   * @param target what the program is about
   * @param operation any operation of the target
   * @return its bytes
   */
  public static byte[] encode(Target target, Operation operation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(Opcodes.of(target), operation, out);
    return out.toByteArray();
  }

  private static Header header(ByteReader in) {
    Target target = target(in.next());
    int poison = in.next();
    long initialCapacity = target.hasCapacity() ? capacity(in) : 0;
    return new Header(target, initialCapacity, limit(in), poison);
  }

  private static long capacity(ByteReader in) {
    int capacity = in.next();
    return capacity < CAPACITY_FOLLOWS_FROM ? (long) capacity * CAPACITY_STEP : OperandCodec.decode(in).delta();
  }

  private static long limit(ByteReader in) {
    int limit = in.next();
    if (limit < LARGE_LIMIT_FROM) {
      return Header.DEFAULT_LIMIT_BYTES;
    }
    return limit < LIMIT_FOLLOWS_FROM ? LARGE_LIMIT_BYTES : OperandCodec.decode(in).delta();
  }

  private static void writeHeader(Header header, ByteArrayOutputStream out) {
    out.write(firstByte(header.target()));
    out.write(header.poison());
    if (header.target().hasCapacity()) {
      writeCapacity(header.initialCapacityBytes(), out);
    }
    if (header.limitBytes() == Header.DEFAULT_LIMIT_BYTES) {
      out.write(0);
    } else if (header.limitBytes() == LARGE_LIMIT_BYTES) {
      out.write(LARGE_LIMIT_FROM);
    } else {
      out.write(LIMIT_FOLLOWS);
      OperandCodec.encode(Operand.of(header.limitBytes()), out);
    }
  }

  private static void writeCapacity(long capacity, ByteArrayOutputStream out) {
    if (capacity >= 0 && capacity % CAPACITY_STEP == 0 && capacity / CAPACITY_STEP < CAPACITY_FOLLOWS_FROM) {
      out.write((int) (capacity / CAPACITY_STEP));
    } else {
      out.write(CAPACITY_FOLLOWS);
      OperandCodec.encode(Operand.of(capacity), out);
    }
  }

  private static Operation operation(Opcodes opcodes, ByteReader in) {
    Aim aim = null;
    OpCode code = opcodes.at(in.next());
    while (code == null) {
      aim = aim(in.next());
      code = opcodes.at(in.next());
    }
    List<Argument> arguments = new ArrayList<>(code.roles().size());
    for (Role role : code.roles()) {
      arguments.add(argument(role, in));
    }
    return code.build(aimOf(code, aim), arguments);
  }

  private static Aim aimOf(OpCode code, @Nullable Aim prefixed) {
    return prefixed == null || !code.isAimed() ? code.defaultAim() : prefixed;
  }

  private static Argument argument(Role role, ByteReader in) {
    return switch (role) {
      case OFFSET, LENGTH, SIZE, LIMIT, DATA_OFFSET -> OperandCodec.decode(in);
      case WORD, DATA -> PayloadCodec.decode(role, in);
      case BYTE -> new Small(in.next());
      case NTH -> new Small(in.next() % Operation.ArmFailure.MAX_NTH + 1);
      case FLAG -> new Small(in.next() & 1);
    };
  }

  private static void write(Opcodes opcodes, Operation operation, ByteArrayOutputStream out) {
    OpCode code = operation.code();
    if (code.isAimed() && !operation.aim().equals(code.defaultAim())) {
      out.write(opcodes.aimPrefix());
      out.write(aimByte(operation.aim()));
    }
    out.write(opcodes.of(code));
    List<Argument> arguments = operation.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Role role = code.roles().get(i);
      switch (arguments.get(i)) {
        case Operand operand -> OperandCodec.encode(operand, out);
        case Payload payload -> PayloadCodec.encode(role, payload, out);
        case Small small -> out.write(role == Role.NTH ? small.value() - 1 : small.value());
      }
    }
  }

  private static Aim aim(int b) {
    return new Aim(TARGETS[b % TARGETS.length], Math.min(b / TARGETS.length, Aim.MAX_INDEX));
  }

  private static int aimByte(Aim aim) {
    int target = 0;
    while (TARGETS[target] != aim.target()) {
      target++;
    }
    return aim.index() * TARGETS.length + target;
  }
}
