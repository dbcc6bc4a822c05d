package org.lowtide.fuzz.conformance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Failure;
import org.lowtide.fuzz.bytecode.Observed;
import org.lowtide.fuzz.bytecode.Witness;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.Keccak;
import org.lowtide.vm.Log;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/**
 * A vector of one frame, by the rules of Frontier unless it names others. Fields of ours, which the public vectors have
 * not: {@code network}, {@code end} (a status, or {@code ANY} where only that nothing is thrown and nothing stays live is
 * asked), {@code memoryLimit} in bytes, {@code failAllocation}, the one allocation that fails,
 * counted from 1, and {@code failFrom}, the first after which all fail.
 */
final class FrameCase {

  private static final long CHAIN = 1;
  private static final String ANY = "ANY";

  private FrameCase() {}

  static boolean is(Json vector) {
    return vector.has("exec");
  }

  /** The rules of the case, or null where the machine has not those. */
  static @Nullable Schedule schedule(Json vector) throws VectorException {
    return vector.has("network") ? BlockCase.schedule(vector) : Schedule.FRONTIER;
  }

  /** Runs the case, and returns the result for what is unsupported. */
  static TransactionResult run(
      Json vector, Schedule schedule, MachineMaker machines, List<Difference> differences) throws VectorException {
    World world = vector.at("pre").world();
    SingleFrame frame = frame(vector.at("exec"));
    BlockContext block = block(vector.at("env"));
    String end = end(vector);
    Witness witness = vector.has("end") ? new Witness(schedule != Schedule.FRONTIER) : null;
    Machine machine = machines.make(schedule, limits(vector), differences, witness);
    TransactionResult result = machine.vm().execute(world, block, frame);
    machine.checkBlocks();
    Observed.Difference seen = witness == null ? null : witness.first();
    if (seen != null) {
      differences.add(new Difference(seen.part(), seen.expected(), seen.observed()));
    }
    if (end.equals(ANY)) {
      return result;
    }
    if (!end.equals(result.status().name())) {
      String why = result.haltReason() == null ? "" : " (" + result.haltReason() + ")";
      differences.add(new Difference("end", end, result.status() + why));
    } else if (vector.has("post")) {
      compareEnd(vector, result, world, differences);
    }
    return result;
  }

  private static String end(Json vector) throws VectorException {
    if (!vector.has("end")) {
      return (vector.has("post") ? TransactionResult.Status.SUCCEEDED : TransactionResult.Status.HALTED).name();
    }
    Json end = vector.at("end");
    return switch (end.text()) {
      case "SUCCEEDED", "REVERTED", "HALTED", ANY -> end.text();
      default -> throw end.error("must be SUCCEEDED, REVERTED, HALTED or ANY, was '" + end.text() + "'");
    };
  }

  private static Limits limits(Json vector) throws VectorException {
    return new Limits(
        vector.has("memoryLimit") ? vector.at("memoryLimit").longNumber() : Vm.DEFAULT_MEMORY_LIMIT_BYTES,
        failure(vector));
  }

  private static Failure failure(Json vector) throws VectorException {
    for (String field : List.of("failAllocation", "failFrom")) {
      long nth = vector.has(field) ? vector.at(field).longNumber() : 0;
      if (nth > 0) {
        return new Failure(nth, field.equals("failFrom"));
      }
    }
    return Failure.NONE;
  }

  private static void compareEnd(
      Json vector, TransactionResult result, World world, List<Difference> differences) throws VectorException {
    compare("gas", Long.toString(vector.at("gas").longNumber()), Long.toString(result.gasLeft()), differences);
    compare("out", hex(vector.at("out").bytes()), hex(result.output()), differences);
    if (vector.has("logs")) {
      compare("logs", hex(vector.at("logs").bytes32()), hex(Log.hash(result.logs())), differences);
    }
    new WorldComparison(differences).compare(vector.at("post").world(), world);
  }

  private static void compare(String what, String expected, String observed, List<Difference> differences) {
    if (!expected.equals(observed)) {
      differences.add(new Difference(what, expected, observed));
    }
  }

  private static SingleFrame frame(Json exec) throws VectorException {
    return new SingleFrame(
        exec.at("address").address(),
        exec.at("caller").address(),
        exec.at("origin").address(),
        exec.at("code").bytes(),
        exec.at("data").bytes(),
        exec.at("value").number(),
        exec.at("gas").longNumber(),
        exec.at("gasPrice").number());
  }

  private static BlockContext block(Json env) throws VectorException {
    return new BlockContext(
        env.at("currentNumber").longNumber(),
        env.at("currentTimestamp").longNumber(),
        env.at("currentGasLimit").longNumber(),
        env.at("currentCoinbase").address(),
        env.at("currentDifficulty").number(),
        BigInteger.ZERO,
        BigInteger.ZERO,
        CHAIN,
        number -> Keccak.hash(Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
