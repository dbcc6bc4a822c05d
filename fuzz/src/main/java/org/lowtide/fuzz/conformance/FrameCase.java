package org.lowtide.fuzz.conformance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.Keccak;
import org.lowtide.vm.Log;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.World;

/** A vector of one frame, by the rules of Frontier. */
final class FrameCase {

  private static final long CHAIN = 1;

  private FrameCase() {}

  static boolean is(Json vector) {
    return vector.has("exec");
  }

  /** Runs the case, and returns the result for what is unsupported. */
  static TransactionResult run(Json vector, MachineMaker machines, List<Difference> differences)
      throws VectorException {
    World world = vector.at("pre").world();
    SingleFrame frame = frame(vector.at("exec"));
    BlockContext block = block(vector.at("env"));
    Machine machine = machines.make(Schedule.FRONTIER, differences);
    TransactionResult result = machine.vm().execute(world, block, frame);
    machine.checkNothingLive();
    if (vector.has("post")) {
      compareSuccess(vector, result, world, differences);
    } else if (result.status() != TransactionResult.Status.HALTED) {
      differences.add(new Difference("end", TransactionResult.Status.HALTED.name(), result.status().name()));
    }
    return result;
  }

  private static void compareSuccess(
      Json vector, TransactionResult result, World world, List<Difference> differences) throws VectorException {
    if (result.status() != TransactionResult.Status.SUCCEEDED) {
      differences.add(
          new Difference(
              "end", TransactionResult.Status.SUCCEEDED.name(), result.status() + " (" + result.haltReason() + ")"));
      return;
    }
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
