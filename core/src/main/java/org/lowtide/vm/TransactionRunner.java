package org.lowtide.vm;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;

/** Runs a transaction in an execution that has just begun (Yellow Paper, 6; EIP-1559, 2929, 2930, 3529, 3651, 3860). */
final class TransactionRunner {

  private static final long DATA_ZERO_BYTE = 4;
  private static final BigInteger BLOB_GAS = BigInteger.valueOf(1 << 17); // EIP-4844

  private final Schedule schedule;
  private final BlockContext block;
  private final Transaction transaction;

  TransactionRunner(Schedule schedule, BlockContext block, Transaction transaction) {
    this.schedule = schedule;
    this.block = block;
    this.transaction = transaction;
  }

  TransactionContext context() {
    List<UInt256> blobs = transaction.blobHashes().stream().map(UInt256::valueOf).toList();
    return new TransactionContext(transaction.sender(), UInt256.valueOf(gasPrice()), blobs);
  }

  /** What a unit of gas costs: the base fee and the priority fee, at most the maximum; EIP-1559. */
  private BigInteger gasPrice() {
    return transaction.maxFee().min(block.baseFee().add(transaction.maxPriorityFee()));
  }

  private BigInteger blobFee() {
    return BLOB_GAS.multiply(BigInteger.valueOf(transaction.blobHashes().size())).multiply(block.blobBaseFee());
  }

  /** Why the transaction may not run on that world, or null. */
  @Nullable String rejection(World world) {
    BigInteger most = BigInteger.valueOf(transaction.gasLimit()).multiply(transaction.maxFee())
        .add(transaction.value()).add(blobFee());
    BigInteger balance = world.account(transaction.sender()).map(Account::balance).orElse(BigInteger.ZERO);
    if (balance.compareTo(most) < 0) {
      return "the sender's balance must be at least " + most + ", was " + balance;
    }
    if (transaction.maxFee().compareTo(block.baseFee()) < 0) {
      return "maxFee must be at least the base fee (" + block.baseFee() + "), was " + transaction.maxFee();
    }
    if (transaction.maxFee().compareTo(transaction.maxPriorityFee()) < 0) {
      return "maxPriorityFee must be at most maxFee (" + transaction.maxFee() + "), was "
          + transaction.maxPriorityFee();
    }
    long mostCode = 2 * schedule.cost(Cost.MAX_CODE_BYTES);
    if (transaction.to() == null && transaction.data().length > mostCode) {
      return "initialising code must have at most " + mostCode + " bytes, had " + transaction.data().length;
    }
    long intrinsic = intrinsicGas();
    if (transaction.gasLimit() < intrinsic) {
      return "gasLimit must be at least " + intrinsic + ", was " + transaction.gasLimit();
    }
    return null;
  }

  /** What is paid before anything runs (Yellow Paper, 6.2). */
  private long intrinsicGas() {
    long gas = schedule.cost(Cost.TRANSACTION);
    for (byte each : transaction.data()) {
      gas += each == 0 ? DATA_ZERO_BYTE : schedule.cost(Cost.TRANSACTION_DATA_BYTE);
    }
    if (transaction.to() == null) {
      gas += schedule.cost(Cost.TRANSACTION_CREATE);
      gas += schedule.cost(Cost.INIT_CODE_WORD) * Words.count(transaction.data().length);
    }
    for (AccessListEntry entry : transaction.accessList()) {
      gas += schedule.cost(Cost.ACCESS_LIST_ADDRESS);
      gas += schedule.cost(Cost.ACCESS_LIST_SLOT) * entry.slots().size();
    }
    return gas;
  }

  /** Runs it; the outcome's output belongs to the execution until that is closed. */
  TransactionResult run(Execution execution, MemoryMode memory) {
    State state = execution.state();
    Address sender = transaction.sender();
    long nonce = state.nonce(sender);
    UInt256 price = UInt256.valueOf(gasPrice());
    state.setNonce(sender, nonce + 1);
    charge(state, price.multiply(transaction.gasLimit()).add(UInt256.valueOf(blobFee())));
    warm(execution.substate());
    Invocation invocation = invocation(state, nonce, transaction.gasLimit() - intrinsicGas());
    execution.substate().warm(invocation.target());
    Outcome outcome = execution.run(invocation);
    long used = transaction.gasLimit() - outcome.gasLeft();
    used -= Math.min(used / schedule.cost(Cost.REFUND_DIVISOR), execution.substate().refund());
    state.addBalance(sender, price.multiply(transaction.gasLimit() - used));
    UInt256 tip = UInt256.valueOf(gasPrice().subtract(block.baseFee()));
    state.addBalance(block.coinbase(), tip.multiply(used));
    state.finish(schedule.has(Feature.STATE_CLEARING));
    boolean created = invocation.create() && outcome.status() == Frame.Status.SUCCEEDED;
    return Results.of(execution, outcome, used, created ? invocation.target() : null, memory);
  }

  private void charge(State state, UInt256 fee) {
    state.setBalance(transaction.sender(), state.balance(transaction.sender()).subtract(fee));
  }

  /** What is warm before the first instruction; EIP-2929, 2930, 3651. */
  private void warm(Substate substate) {
    substate.warm(transaction.sender());
    substate.warm(block.coinbase());
    for (long number = 1; number <= schedule.precompiles(); number++) {
      substate.warm(Address.ofNumber(number));
    }
    for (AccessListEntry entry : transaction.accessList()) {
      substate.warm(entry.address());
      entry.slots().forEach(slot -> substate.warm(entry.address(), UInt256.valueOf(slot)));
    }
  }

  private Invocation invocation(State state, long nonce, long gas) {
    UInt256 value = UInt256.valueOf(transaction.value());
    Address to = transaction.to();
    if (to == null) {
      Address target = Creates.addressOf(transaction.sender(), nonce);
      return Invocation.create(target, transaction.sender(), value, Code.of(transaction.data()), gas);
    }
    return Invocation.call(
        Objects.requireNonNull(to), transaction.sender(), value, state.code(to), Data.wrap(transaction.data()), gas);
  }
}
