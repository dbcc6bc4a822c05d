package org.lowtide.fuzz.repro;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * The text form of a program with what the model knows beside each operation, as comments: its index, the numbers that
 * relative operands stand for, the sizes afterwards, and how it is refused. It still parses as the same program.
 *
 * <p>The sizes are those of a subject whose allocator does not fail below {@value #MAX_BYTES} bytes. A pool that is
 * closed with live blocks is taken to close them.
 */
public final class Listing {

  /** The bytes above which the listing says {@code OUT_OF_MEMORY}, so that no program makes it fill the heap. */
  private static final long MAX_BYTES = 256L << 20;

  private static final int WIDEST_COLUMN = 44;
  private static final String MARK = "   <-- fails here";

  private final Target target;
  private final ModelWalk walk;
  private final StringBuilder out = new StringBuilder();
  private int column;

  private Listing(Program program) {
    this.target = program.header().target();
    this.walk = new ModelWalk(program.header(), MAX_BYTES);
  }

  /**
   * Lists a program.
   *
   * @param program any program
   * @param failingIndex the operation to mark: -1 for opening, the number of operations for closing; empty for none
   * @return lines, each ended by a line feed
   */
  public static String of(Program program, OptionalInt failingIndex) {
    return of(program, failingIndex, List.of());
  }

  /**
   * Lists a program under comments of one's own.
   *
   * @param program any program
   * @param failingIndex the operation to mark: -1 for opening, the number of operations for closing; empty for none
   * @param comments what to say first, a line each; control characters are shown as {@code ?}
   * @return lines, each ended by a line feed
   */
  public static String of(Program program, OptionalInt failingIndex, List<String> comments) {
    return new Listing(program).list(program, failingIndex, comments);
  }

  private String list(Program program, OptionalInt failingIndex, List<String> comments) {
    List<Operation> operations = program.operations();
    int failing = failingIndex.orElse(Integer.MIN_VALUE);
    column = operations.stream().mapToInt(each -> ProgramText.format(target, each).length()).max().orElse(0);
    column = Math.min(WIDEST_COLUMN, column);
    String header = ProgramText.formatHeader(program.header());
    int firstLine = header.indexOf('\n') + 1;
    out.append(header, 0, firstLine);
    for (String comment : comments) {
      out.append(("# " + OneLine.of(comment)).stripTrailing()).append('\n');
    }
    out.append(header, firstLine, header.length());
    if (failing == -1 || walk.model() == null) {
      String opening = walk.model() == null ? "open: " + Status.ILLEGAL_ARGUMENT : "open";
      out.append("# ").append(opening).append(failing == -1 ? MARK : "").append('\n');
    }
    for (int i = 0; i < operations.size(); i++) {
      line(i, operations.get(i), i == failing);
    }
    if (failing == operations.size()) {
      String closed = target == Target.MEMORY ? "the root" : "the blocks that are live, and of the pool";
      out.append("# close of ").append(closed).append(MARK).append('\n');
    }
    return out.toString();
  }

  private void line(int index, Operation operation, boolean failing) {
    String text = ProgramText.format(target, operation);
    out.append(text).repeat(' ', Math.max(0, column - text.length())).append("  # ").append(index);
    Model model = walk.model();
    if (model != null) {
      String numbers = numbers(model, operation);
      ModelWalk.Visit visit = walk.next(operation);
      Call call = visit.call();
      if (call != null) {
        out.append(": ").append(numbers).append(model.state());
        out.append(visit.status() == Status.OK ? "" : ", " + visit.status());
      } else if (operation.code().group() == OpCode.Group.MISUSE) {
        out.append(": ").append("no call of the contract");
      } else if (operation.code().isAimed()) {
        out.append(": ").append("no such handle, skipped");
      }
    }
    out.append(failing ? MARK : "").append('\n');
  }

  private static String numbers(Model model, Operation operation) {
    int handle = model.handleOf(operation);
    if (handle == Model.NO_HANDLE) {
      return "";
    }
    StringBuilder numbers = new StringBuilder();
    for (Argument argument : operation.arguments()) {
      Operand operand = relative(argument);
      if (operand != null) {
        String delta = operand.delta() == 0 ? "" : (operand.delta() > 0 ? "+" : "") + operand.delta();
        numbers.append(operand.base().word()).append(delta).append(" = ")
            .append(operand.resolve(model.sizes(handle))).append(", ");
      }
    }
    return numbers.toString();
  }

  private static @Nullable Operand relative(Argument argument) {
    Operand operand =
        switch (argument) {
          case Operand plainOrNot -> plainOrNot;
          case Payload.Pattern pattern -> pattern.length();
          default -> Operand.ZERO;
        };
    return operand.isPlain() ? null : operand;
  }
}
