package org.lowtide.fuzz.bytecode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.Log;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/** Writes a case as a vector of one frame that {@code ./lowtide conformance} runs. */
public final class CaseVector {

  static final long BLOCK_GAS = 30_000_000;

  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CaseVector() {}

  /**
   * The file of a case.
   *
   * @param name of the case
   * @param vmCase the case
   * @param expected what has to come out; null where only that nothing is thrown and nothing stays live
   * @return JSON, ended by a line feed
   */
  public static String text(String name, VmCase vmCase, @Nullable Observed expected) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode vector = root.putObject(name);
    if (vmCase.schedule() != Schedule.FRONTIER) {
      vector.put("network", vmCase.schedule().name());
    }
    if (vmCase.memoryLimitBytes() != Vm.DEFAULT_MEMORY_LIMIT_BYTES) {
      vector.put("memoryLimit", number(vmCase.memoryLimitBytes()));
    }
    if (vmCase.failsAllocations()) {
      vector.put(vmCase.failure().forever() ? "failFrom" : "failAllocation", number(vmCase.failure().nth()));
    }
    env(vector.putObject("env"));
    exec(vector.putObject("exec"), vmCase.frame());
    accounts(vector.putObject("pre"), vmCase.world());
    end(vector, expected);
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings can be written", e);
    }
  }

  private static void env(ObjectNode env) {
    env.put("currentCoinbase", VmCase.CALLER.toString());
    env.put("currentDifficulty", number(0));
    env.put("currentGasLimit", number(BLOCK_GAS));
    env.put("currentNumber", number(0));
    env.put("currentTimestamp", number(1));
  }

  private static void exec(ObjectNode exec, SingleFrame frame) {
    exec.put("address", frame.address().toString());
    exec.put("caller", frame.caller().toString());
    exec.put("origin", frame.origin().toString());
    exec.put("code", hex(frame.code()));
    exec.put("data", hex(frame.data()));
    exec.put("gas", number(frame.gas()));
    exec.put("gasPrice", number(frame.gasPrice()));
    exec.put("value", number(frame.value()));
  }

  private static void end(ObjectNode vector, @Nullable Observed expected) {
    if (expected == null) {
      vector.put("end", "ANY");
      return;
    }
    TransactionResult result = expected.result();
    vector.put("end", result.status().name());
    if (result.status() != TransactionResult.Status.HALTED) {
      vector.put("gas", number(result.gasLeft()));
      vector.put("out", hex(result.output()));
      vector.put("logs", hex(Log.hash(result.logs())));
      accounts(vector.putObject("post"), expected.world());
    }
  }

  private static void accounts(ObjectNode accounts, World world) {
    for (Address address : world.addresses()) {
      Account account = Objects.requireNonNull(world.account(address).orElse(null));
      ObjectNode node = accounts.putObject(address.toString());
      node.put("balance", number(account.balance()));
      node.put("nonce", "0x" + Long.toHexString(account.nonce()));
      node.put("code", hex(account.code()));
      ObjectNode storage = node.putObject("storage");
      account.storage().forEach((slot, word) -> storage.put(number(slot), number(word)));
    }
  }

  private static String number(long number) {
    return "0x" + Long.toHexString(number);
  }

  private static String number(BigInteger number) {
    return "0x" + number.toString(16);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
