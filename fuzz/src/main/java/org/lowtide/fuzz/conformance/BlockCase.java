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
  private static final int MOST_EXCESS_BITS = 29;

  private BlockCase() {}

  static boolean is(Json vector) {
    return vector.has("blocks");
  }

  /** What a case asks for that nobody can say here; null where nothing is. */
  static @Nullable String unsupported(Json vector) throws VectorException {
    if (!vector.has("post") && !vector.has("postState")) {
      return "an outcome that is a hash of the state";
    }
    for (Json block : vector.at("blocks").elements()) {
      if (block.node().properties().stream().anyMatch(field -> field.getKey().startsWith("expectException"))) {
        return "a block that has to be refused";
      }
      for (Json transaction : block.atAny("txs", "transactions").elements()) {
        if (transaction.has("authorizationList")) {
          return "transactions of type 4 (EIP-7702)";
        }
        if (!transaction.has("sender")) {
          return "a transaction whose sender is in its signature";
        }
      }
    }
    return null;
  }

  /** The rules of the case, or null where the machine has not those. */
  static @Nullable Schedule schedule(Json vector) throws VectorException {
    return NETWORKS.get(vector.at("network").text());
  }

  /** Runs the case, and returns the results for what is unsupported. */
  static List<TransactionResult> run(
      Json vector, Schedule schedule, MachineMaker machines, List<Difference> differences) throws VectorException {
    World world = vector.at("pre").world();
    World post = vector.atAny("post", "postState").world();
    Map<Long, byte[]> hashes = new HashMap<>();
    Json genesis = vector.has("genesisHash") ? vector.at("genesisHash") : vector.at("genesisBlockHeader").at("hash");
    hashes.put(0L, genesis.bytes32());
    List<BlockInput> inputs = new ArrayList<>();
    for (Json block : vector.at("blocks").elements()) {
      inputs.add(block(block, hashes));
    }
    List<TransactionResult> results = new ArrayList<>();
    Machine machine = machines.make(schedule, Limits.NONE, differences);
    for (int i = 0; i < inputs.size(); i++) {
      BlockResult result = machine.vm().execute(world, inputs.get(i));
      machine.checkBlocks();
      long gasUsed = header(vector.at("blocks").elements().get(i)).at("gasUsed").longNumber();
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
    Json header = header(block);
    List<Transaction> transactions = new ArrayList<>();
    for (Json transaction : block.atAny("txs", "transactions").elements()) {
      transactions.add(transaction(transaction));
    }
    List<Withdrawal> withdrawals = new ArrayList<>();
    if (block.has("withdrawals")) {
      for (Json withdrawal : block.at("withdrawals").elements()) {
        withdrawals.add(
            new Withdrawal(
                withdrawal.at("address").address(),
                BigInteger.valueOf(withdrawal.at("amount").longNumber()).multiply(GWEI)));
      }
    }
    byte[] root =
        header.has("parentBeaconBlockRoot") ? header.at("parentBeaconBlockRoot").bytes32() : new byte[0];
    BlockContext context = context(header, hashes);
    if (header.has("hash")) { // for the blocks that follow
      hashes.put(context.number(), header.at("hash").bytes32());
    }
    return new BlockInput(context, transactions, withdrawals, root);
  }

  private static Json header(Json block) throws VectorException {
    return block.atAny("header", "blockHeader");
  }

  /** The hash of a block that a vector does not say is 0. */
  private static BlockContext context(Json header, Map<Long, byte[]> hashes) throws VectorException {
    return new BlockContext(
        header.at("number").longNumber(),
        header.at("timestamp").longNumber(),
        header.at("gasLimit").longNumber(),
        header.at("coinbase").address(),
        header.numberAt("mixHash"),
        header.numberAt("baseFeePerGas"),
        blobFee(header),
        CHAIN,
        number -> hashes.getOrDefault(number, new byte[HASH_BYTES]));
  }

  private static BigInteger blobFee(Json header) throws VectorException {
    BigInteger excess = header.numberAt("excessBlobGas");
    if (excess.bitLength() > MOST_EXCESS_BITS) { // the fee would be above all the ether there is
      throw header.at("excessBlobGas").error("must be below 2^" + MOST_EXCESS_BITS + ", was " + excess);
    }
    return BlobFee.of(excess);
  }

  private static Transaction transaction(Json transaction) throws VectorException {
    boolean priced = transaction.has("gasPrice");
    return new Transaction(
        transaction.at("sender").address(),
        to(transaction),
        transaction.atAny("data", "input").bytes(),
        transaction.numberAt("value"),
        transaction.atAny("gasLimit", "gas").longNumber(),
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
        for (Json slot : entry.has("storageKeys") ? entry.at("storageKeys").elements() : List.<Json>of()) {
          slots.add(slot.number());
        }
        entries.add(new AccessListEntry(entry.at("address").address(), slots));
      }
    }
    return entries;
  }
}
