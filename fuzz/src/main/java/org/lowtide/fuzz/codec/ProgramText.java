package org.lowtide.fuzz.codec;

import java.util.HexFormat;
import java.util.StringJoiner;
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
 * The text form of programs: what people read, review and edit. Converts to bytes and back without loss.
 *
 * <pre>{@code
 * lowtide program 1
 * capacity 0
 * limit 65536
 * poison 0xa5
 * newChild
 * setByte size-1 0x07           # relative to the size of the context aimed at
 * setData @parent 0 hex(c0ffee)
 * write 32 pattern(64,3)
 * armFailure 1 once
 * }</pre>
 *
 * <p>A {@code #} begins a comment. The three lines of the header may be left out, and then have the values above. A
 * program about an allocator has the line {@code target allocator} instead of the capacity, and aims at
 * {@code @newest}, {@code @oldest} and {@code @closed0} where this one aims at {@code @innermost}, {@code @root} and
 * {@code @ended0}.
 */
public final class ProgramText {

  /** How the first line begins; what tells a text from bytes. */
  public static final String MAGIC = "lowtide program";

  static final String FIRST_LINE = MAGIC + " " + ProgramBytes.VERSION;

  private ProgramText() {}

  /**
   * Writes a program.
   *
   * @param program any program
   * @return lines, each ended by a line feed
   */
  public static String format(Program program) {
    StringBuilder out = new StringBuilder();
    out.append(formatHeader(program.header()));
    for (Operation operation : program.operations()) {
      out.append(format(program.header().target(), operation)).append('\n');
    }
    return out.toString();
  }

  /**
   * Writes the first line and the header.
   *
   * @param header any header
   * @return four lines, each ended by a line feed: a memory names its capacity, all else its target
   */
  public static String formatHeader(Header header) {
    Target target = header.target();
    return FIRST_LINE
        + (target.hasCapacity() ? "\ncapacity " + header.initialCapacityBytes() : "\ntarget " + target.word())
        + "\nlimit "
        + header.limitBytes()
        + "\npoison "
        + hexByte(header.poison())
        + "\n";
  }

  /**
   * Writes one operation.
   *
   * @param target what the program is about
   * @param operation any operation of the target
   * @return one line without its end
   */
  public static String format(Target target, Operation operation) {
    OpCode code = operation.code();
    StringJoiner line = new StringJoiner(" ");
    line.add(code.mnemonic());
    if (code.isAimed() && !operation.aim().equals(code.defaultAim())) {
      line.add(format(target, operation.aim()));
    }
    for (int i = 0; i < code.roles().size(); i++) {
      line.add(format(code.roles().get(i), operation.arguments().get(i)));
    }
    return line.toString();
  }

  /**
   * Writes an aim.
   *
   * @param target what the program is about
   * @param aim any aim
   * @return a word that begins with {@code @}
   */
  public static String format(Target target, Aim aim) {
    return AimWords.of(target).format(aim);
  }

  /**
   * Reads a program.
   *
   * @param text the whole text
   * @return the program
   * @throws ProgramFormatException where a line is not of this form; the message begins with the line's number
   */
  public static Program parse(String text) throws ProgramFormatException {
    return new TextParser(text, Integer.MAX_VALUE).parse();
  }

  /**
   * Reads the beginning of a program.
   *
   * @param text the whole text
   * @param maxOperations where to stop, at least 0
   * @return the program, of at most {@code maxOperations} operations
   * @throws ProgramFormatException where a line before that is not of this form
   */
  public static Program parse(String text, int maxOperations) throws ProgramFormatException {
    return new TextParser(text, maxOperations).parse();
  }

  /** Reads the beginning of a program and counts the lines after it that have something to say. */
  static NamedProgram parse(String name, String text, int maxOperations) throws ProgramFormatException {
    TextParser parser = new TextParser(text, maxOperations);
    Program program = parser.parse();
    return new NamedProgram(name, program, parser.linesLeft());
  }

  private static String format(Role role, Argument argument) {
    return switch (argument) {
      case Operand operand -> format(operand);
      case Payload.Literal(byte[] data) -> "hex(" + HexFormat.of().formatHex(data) + ")";
      case Payload.Pattern(Operand length, int seed) -> "pattern(" + format(length) + "," + seed + ")";
      case Small small -> formatSmall(role, small.value());
    };
  }

  private static String formatSmall(Role role, int value) {
    return switch (role) {
      case FLAG -> value == 0 ? "once" : "forever";
      case BYTE -> hexByte(value);
      default -> Integer.toString(value);
    };
  }

  static String format(Operand operand) {
    if (operand.isPlain()) {
      return Long.toString(operand.delta());
    }
    if (operand.delta() == 0) {
      return operand.base().word();
    }
    return operand.base().word() + (operand.delta() > 0 ? "+" : "") + operand.delta();
  }

  private static String hexByte(int value) {
    return "0x" + HexFormat.of().toHexDigits((byte) value);
  }
}
