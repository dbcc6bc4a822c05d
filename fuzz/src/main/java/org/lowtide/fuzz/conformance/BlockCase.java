package org.lowtide.fuzz.conformance;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.vm.AccessListEntry;
import org.lowtide.vm.Address;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.BlockInput;
import org.lowtide.vm.BlockResult;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Transaction;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.Withdrawal;
import org.lowtide.vm.World;

/** A vector of blocks, each valid. */
final class BlockCase {

  private static final Map<String, Schedule> NETWORKS =
      Map.of("Shanghai", Schedule.SHANGHAI, "Cancun", Schedule.CANCUN);

  private static final long CHAIN = 1;
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final int HASH_BYTES = 32;

  private BlockCase() {}

  static boolean is(Json vector) {
    return vector.has("blocks");
  }

  /** The rules of the case, or null where the machine has not those. */
  static @Nullable Schedule schedule(Json vector) throws VectorException {
    return NETWORKS.get(vector.at("network").text());
  }

  /** Runs the case, and returns the results for what is unsupported. */
  static List<TransactionResult> run(
      Json vector, Schedule schedule, MachineMaker machines, List<Difference> differences) throws VectorException {
    World world = vector.at("pre").world();
    World post = vector.at("post").world();
    Map<Long, byte[]> hashes = new HashMap<>();
    hashes.put(0L, vector.at("genesisHash").bytes32());
    List<BlockInput> inputs = new ArrayList<>();
    for (Json block : vector.at("blocks").elements()) {
      inputs.add(block(block, hashes));
    }
    List<TransactionResult> results = new ArrayList<>();
    Machine machine = machines.make(schedule, Limits.NONE, differences);
    for (int i = 0; i < inputs.size(); i++) {
      BlockResult result = machine.vm().execute(world, inputs.get(i));
      machine.checkNothingLive();
      long gasUsed = vector.at("blocks").elements().get(i).at("header").at("gasUsed").longNumber();
      compareGas("block " + i, gasUsed, result, differences);
      results.addAll(result.transactions());
    }
    new WorldComparison(differences).compare(post, world);
    return results;
  }

  private static void compareGas(String block, long expected, BlockResult result, List<Difference> differences) {
    for (int i = 0; i < result.transactions().size(); i++) {
      String rejection = result.transactions().get(i).rejection();
      if (rejection != null) {
        differences.add(new Difference(block + ", transaction " + i, "a valid one", rejection));
      }
    }
    if (expected != result.gasUsed()) {
      differences.add(
          new Difference("gas used by " + block, Long.toString(expected), Long.toString(result.gasUsed())));
    }
  }

  private static BlockInput block(Json block, Map<Long, byte[]> hashes) throws VectorException {
    Json header = block.at("header");
    List<Transaction> transactions = new ArrayList<>();
    for (Json transaction : block.at("txs").elements()) {
      transactions.add(transaction(transaction));
    }
    List<Withdrawal> withdrawals = new ArrayList<>();
    if (block.has("withdrawals")) {
      for (Json withdrawal : block.at("withdrawals").elements()) {
        withdrawals.add(
            new Withdrawal(
                withdrawal.at("address").address(), withdrawal.at("amount").number().multiply(GWEI)));
      }
    }
    byte[] root =
        header.has("parentBeaconBlockRoot") ? header.at("parentBeaconBlockRoot").bytes32() : new byte[0];
    return new BlockInput(context(header, hashes), transactions, withdrawals, root);
  }

  /** The hashes of blocks after the first are not part of a vector: they are 0. */
  private static BlockContext context(Json header, Map<Long, byte[]> hashes) throws VectorException {
    return new BlockContext(
        header.at("number").longNumber(),
        header.at("timestamp").longNumber(),
        header.at("gasLimit").longNumber(),
        header.at("coinbase").address(),
        header.at("mixHash").number(),
        header.at("baseFeePerGas").number(),
        BlobFee.of(header.has("excessBlobGas") ? header.at("excessBlobGas").number() : BigInteger.ZERO),
        CHAIN,
        number -> hashes.getOrDefault(number, new byte[HASH_BYTES]));
  }

  private static Transaction transaction(Json transaction) throws VectorException {
    boolean priced = transaction.has("gasPrice");
    return new Transaction(
        transaction.at("sender").address(),
        to(transaction),
        transaction.at("data").bytes(),
        transaction.at("value").number(),
        transaction.at("gasLimit").longNumber(),
        transaction.at(priced ? "gasPrice" : "maxFeePerGas").number(),
        transaction.at(priced ? "gasPrice" : "maxPriorityFeePerGas").number(),
        accessList(transaction),
        blobHashes(transaction));
  }

  private static @Nullable Address to(Json transaction) throws VectorException {
    boolean creates = !transaction.has("to") || transaction.at("to").text().isEmpty()
        || transaction.at("to").text().equals("0x");
    return creates ? null : transaction.at("to").address();
  }

  private static List<BigInteger> blobHashes(Json transaction) throws VectorException {
    List<BigInteger> hashes = new ArrayList<>();
    if (transaction.has("blobVersionedHashes")) {
      for (Json hash : transaction.at("blobVersionedHashes").elements()) {
        hashes.add(hash.number());
      }
    }
    return hashes;
  }

  private static List<AccessListEntry> accessList(Json transaction) throws VectorException {
    List<AccessListEntry> entries = new ArrayList<>();
    if (transaction.has("accessList")) {
      for (Json entry : transaction.at("accessList").elements()) {
        List<BigInteger> slots = new ArrayList<>();
        for (Json slot : entry.at("storageKeys").elements()) {
          slots.add(slot.number());
        }
        entries.add(new AccessListEntry(entry.at("address").address(), slots));
      }
    }
    return entries;
  }
}
