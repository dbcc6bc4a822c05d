package org.lowtide.fuzz.exec;

import java.util.BitSet;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;

/**
 * What programs have reached so far, coarsely: operation, aim, how it should end, how deep, how large. Tells which of many
 * programs are worth keeping as seeds where no coverage is measured.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class Features {

  private static final int MAX_DEPTH_BUCKET = 5;

  private final BitSet reached = new BitSet();
  private boolean grew;

  /** Starts with nothing reached. */
  public Features() {}

  @SuppressWarnings("EnumOrdinal") // the numbers do not outlive this object
  void reached(OpCode code, AimClass aim, Status expected, int depth, int size) {
    int feature = code.ordinal();
    feature = feature * AimClass.values().length + aim.ordinal();
    feature = feature * Status.values().length + expected.ordinal();
    feature = feature * (MAX_DEPTH_BUCKET + 1) + Math.min(MAX_DEPTH_BUCKET, Math.max(0, depth));
    feature = feature * Integer.SIZE + (Integer.SIZE - Integer.numberOfLeadingZeros(size)) % Integer.SIZE;
    if (!reached.get(feature)) {
      reached.set(feature);
      grew = true;
    }
  }

  /**
   * Whether anything new was reached since this was last asked.
   *
   * @return true once for each program that added something
   */
  public boolean grew() {
    boolean answer = grew;
    grew = false;
    return answer;
  }

  /**
   * How many features were reached.
   *
   * @return at least 0
   */
  public int count() {
    return reached.cardinality();
  }
}
