package org.lowtide.fuzz.corpus;

import java.util.Set;
import java.util.TreeSet;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * What a program makes the model do: for each operation its outcome, how deep it runs, at which edge of a word and in
 * which bucket of sizes it ends, and whether it grows.
 */
final class Features {

  private static final long MAX_BYTES = 4L << 20;

  private Features() {}

  static Set<String> of(Program program) {
    Set<String> features = new TreeSet<>();
    Status opening = Model.checkOpen(program.header());
    features.add("open " + opening);
    if (opening == Status.OK) {
      ReferenceModel model = new ReferenceModel(program.header(), MAX_BYTES);
      program.operations().forEach(operation -> features.add(of(operation, model)));
    }
    return features;
  }

  private static String of(Operation operation, ReferenceModel model) {
    OpCode code = operation.code();
    int handle = code.isAimed() ? model.resolve(operation.aim()) : Model.NO_HANDLE;
    if (handle == Model.NO_HANDLE || code == OpCode.COPY_HANDLE) {
      return code.mnemonic();
    }
    boolean ended = model.hasEnded(handle);
    boolean older = !ended && model.depthOf(handle) < model.depth();
    Call call = Call.of(operation, handle, model.sizes(handle));
    Status status = model.check(call);
    int before = model.size(handle);
    String depth = bucket(model.depth());
    if (status == Status.OK) {
      model.apply(call);
    }
    int after = model.size(handle);
    return String.join(
        " ", code.mnemonic(), status.name(), ended ? "ended" : older ? "older" : "innermost", "depth", depth, "edge",
        edge(after), "size", bucket(after), change(before, after));
  }

  private static String change(int before, int after) {
    return after > before ? "grows" : after < before ? "shrinks" : "stays";
  }

  private static String edge(int size) {
    return switch (size % 32) {
      case 0 -> "0";
      case 1 -> "1";
      case 31 -> "31";
      default -> "within";
    };
  }

  /** 0, 1, then by powers of eight. */
  private static String bucket(int value) {
    return value < 2 ? Integer.toString(value) : "8^" + (31 - Integer.numberOfLeadingZeros(value)) / 3;
  }
}
