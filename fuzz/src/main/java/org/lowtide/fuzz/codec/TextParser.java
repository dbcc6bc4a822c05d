package org.lowtide.fuzz.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

/** Reads the text form of one program; each error names the line and the rule. */
final class TextParser {

  private static final int QUOTED_CHARACTERS = 40;

  private final String text;
  private final int maxOperations;
  private final List<Operation> operations = new ArrayList<>();
  private Header header = Header.DEFAULT;
  private boolean capacityNamed;
  private int lineNumber;
  private int position;

  TextParser(String text, int maxOperations) {
    this.text = text;
    this.maxOperations = maxOperations;
  }

  Program parse() throws ProgramFormatException {
    while (position <= text.length() && operations.size() < maxOperations) {
      lineNumber++;
      line(nextLine());
    }
    return new Program(header, operations);
  }

  /** How many lines with something besides a comment follow those that were parsed. */
  long linesLeft() {
    long count = 0;
    while (position <= text.length()) {
      if (!content(nextLine()).isEmpty()) {
        count++;
      }
    }
    return count;
  }

  private String nextLine() {
    int end = text.indexOf('\n', position);
    String line = text.substring(position, end < 0 ? text.length() : end);
    position = (end < 0 ? text.length() : end) + 1;
    return line;
  }

  private static String content(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  private void line(String line) throws ProgramFormatException {
    String content = content(line);
    if (lineNumber == 1) {
      if (!content.equals(ProgramText.FIRST_LINE)) {
        throw error("the first line must be '" + ProgramText.FIRST_LINE + "'");
      }
      return;
    }
    if (content.isEmpty()) {
      return;
    }
    String[] words = content.split("\\s+");
    if (!header(words)) {
      operations.add(operation(words));
    }
  }

  private boolean header(String[] words) throws ProgramFormatException {
    switch (words[0]) {
      case "target" -> target(headerValue(words));
      case "capacity" -> {
        if (!header.target().hasCapacity()) {
          throw error("capacity is of a memory, the target is " + header.target().phrase());
        }
        capacityNamed = true;
        header = header.withInitialCapacityBytes(number(headerValue(words)));
      }
      case "limit" -> {
        if (words.length == 1 || words[1].startsWith("@")) {
          return false; // the operation of the same name, which takes no number
        }
        header = header.withLimitBytes(number(headerValue(words)));
      }
      case "poison" -> header = header.withPoison(small(headerValue(words), 0, 255).value());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void target(String word) throws ProgramFormatException {
    for (Target target : Target.values()) {
      if (target.word().equals(word)) {
        if (capacityNamed && !target.hasCapacity()) {
          throw error("capacity is of a memory, the target is " + target.phrase());
        }
        header = new Header(target, header.initialCapacityBytes(), header.limitBytes(), header.poison());
        return;
      }
    }
    throw error("a target is memory or allocator, was " + quote(word));
  }

  private String headerValue(String[] words) throws ProgramFormatException {
    if (words.length != 2) {
      throw error(words[0] + (words[0].equals("target") ? " takes one word" : " takes one number"));
    }
    if (!operations.isEmpty()) {
      throw error(words[0] + " must stand before the first operation");
    }
    return words[1];
  }

  private Operation operation(String[] words) throws ProgramFormatException {
    OpCode code = OpCode.byMnemonic(header.target(), words[0]);
    if (code == null) {
      String of = header.target() == Target.MEMORY ? "" : " of " + header.target().phrase();
      throw error("unknown operation" + of + " " + quote(words[0]));
    }
    int next = 1;
    Aim aim = code.defaultAim();
    if (next < words.length && words[next].startsWith("@")) {
      if (!code.isAimed()) {
        throw error(code.mnemonic() + " takes no aim");
      }
      aim = aim(words[next++]);
    }
    if (words.length - next != code.roles().size()) {
      throw error(code.mnemonic() + " takes " + code.roles().size() + " arguments, was given " + (words.length - next));
    }
    List<Argument> arguments = new ArrayList<>();
    for (Role role : code.roles()) {
      arguments.add(argument(role, words[next++]));
    }
    return code.build(aim, arguments);
  }

  private Argument argument(Role role, String word) throws ProgramFormatException {
    return switch (role) {
      case OFFSET, LENGTH, SIZE, LIMIT, DATA_OFFSET -> operand(word);
      case WORD, DATA -> payload(word);
      case BYTE -> small(word, 0, 255);
      case NTH -> small(word, 1, Operation.ArmFailure.MAX_NTH);
      case FLAG ->
          switch (word) {
            case "once" -> new Small(0);
            case "forever" -> new Small(1);
            default -> throw error("expected once or forever, was " + quote(word));
          };
    };
  }

  private Aim aim(String word) throws ProgramFormatException {
    AimWords words = AimWords.of(header.target());
    Aim named = words.named(word);
    if (named != null) {
      return named;
    }
    for (Aim.Target target : Aim.Target.values()) {
      String prefix = words.prefix(target);
      if (word.startsWith(prefix)) {
        return new Aim(target, small(word.substring(prefix.length()), 0, Aim.MAX_INDEX).value());
      }
    }
    throw error("an aim is " + words.all() + ", was " + quote(word));
  }

  private Payload payload(String word) throws ProgramFormatException {
    if (word.startsWith("hex(") && word.endsWith(")")) {
      try {
        return new Payload.Literal(HexFormat.of().parseHex(word.substring(4, word.length() - 1)));
      } catch (IllegalArgumentException e) {
        throw error("hex(..) takes pairs of hex digits, was " + quote(word));
      }
    }
    int comma = word.indexOf(',');
    if (word.startsWith("pattern(") && word.endsWith(")") && comma > 0) {
      Operand length = operand(word.substring("pattern(".length(), comma));
      return new Payload.Pattern(length, small(word.substring(comma + 1, word.length() - 1), 0, 255).value());
    }
    throw error("bytes are hex(..) or pattern(length,seed), was " + quote(word));
  }

  private Operand operand(String word) throws ProgramFormatException {
    for (Operand.Base base : Operand.Base.values()) {
      if (base == Operand.Base.NONE || !word.startsWith(base.word())) {
        continue;
      }
      String delta = word.substring(base.word().length());
      if (delta.isEmpty()) {
        return new Operand(base, 0);
      }
      if (delta.startsWith("+") || delta.startsWith("-")) {
        return new Operand(base, number(delta));
      }
    }
    return Operand.of(number(word));
  }

  private Small small(String word, int min, int max) throws ProgramFormatException {
    long value = number(word);
    if (value < min || value > max) {
      throw error("expected a number from " + min + " to " + max + ", was " + quote(word));
    }
    return new Small((int) value);
  }

  private long number(String word) throws ProgramFormatException {
    try {
      return word.startsWith("0x") ? Long.parseLong(word.substring(2), 16) : Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw error("expected a whole number that fits 64 bits, was " + quote(word));
    }
  }

  private ProgramFormatException error(String rule) {
    return new ProgramFormatException("line " + lineNumber + ": " + rule);
  }

  private static String quote(String word) {
    String shown = word.length() <= QUOTED_CHARACTERS ? word : word.substring(0, QUOTED_CHARACTERS) + "...";
    StringBuilder out = new StringBuilder("'");
    shown.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).forEach(out::appendCodePoint);
    return out.append('\'').toString();
  }
}
