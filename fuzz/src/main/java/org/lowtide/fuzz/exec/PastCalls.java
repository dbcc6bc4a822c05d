package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.OpCode;

/**
 * What is remembered of a run besides where it stands, so that two runs are not taken for the same where a fault may
 * depend on it: how often contexts or blocks were opened and ended, up to three times each, contexts also by depth; which other members were
 * called with success and may have changed something; what failed for want of memory; and which kind of call ended a
 * handle last.
 *
 * <p>Thread rule: confined to one thread.
 */
final class PastCalls {

  /** Up to this many are counted: a fault that takes a third revert is one that occurs, a fifth is not. */
  private static final int MOST = 3;

  /** Two bits for each. */
  private static final int PER_LONG = Long.SIZE / 2;

  /** Contexts this deep or deeper are counted together. */
  private static final int DEPTHS = 4;

  private static final OpCode[] CODES = OpCode.values();

  private final byte[] returned = new byte[CODES.length];
  private final byte[] openedAt = new byte[DEPTHS];
  private long failed;
  private int lastEnd = -1;

  @SuppressWarnings("EnumOrdinal") // the numbers do not outlive this object
  void returned(Call call) {
    OpCode code = call.code();
    int most =
        code.group() == OpCode.Group.CONTEXT || code.group() == OpCode.Group.BLOCK ? MOST : isChange(code) ? 1 : 0;
    int ordinal = code.ordinal();
    if (returned[ordinal] < most) {
      returned[ordinal]++;
    }
    if (isEnd(code)) {
      lastEnd = ordinal;
    }
  }

  /** Counts a child that was opened, by its depth: what is left of one meets the next one there. */
  void opened(int depth) {
    int at = Math.min(depth, DEPTHS - 1);
    openedAt[at] = (byte) Math.min(MOST, openedAt[at] + 1);
  }

  @SuppressWarnings("EnumOrdinal")
  void failed(Call call) {
    failed |= 1L << call.code().ordinal();
  }

  private static boolean isChange(OpCode code) {
    return code.changesContext() || code == OpCode.SET_LIMIT;
  }

  private static boolean isEnd(OpCode code) {
    return switch (code) {
      case COMMIT_CHILD, REVERT_CHILD, CLOSE, CLOSE_ELSEWHERE, CLOSE_POOL -> true;
      default -> false;
    };
  }

  void hash(StateHash into) {
    long counts = 0;
    for (int i = 0; i < returned.length; i++) {
      counts = counts << 2 | returned[i];
      if (i % PER_LONG == PER_LONG - 1) {
        into.add(counts);
        counts = 0;
      }
    }
    for (byte opened : openedAt) {
      into.add(opened);
    }
    into.add(counts).add(failed).add(lastEnd);
  }
}
