package org.lowtide.vm;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * What a transaction can ask of the block that it is in (Yellow Paper, 4.3.3).
 *
 * @param number of the block, at least 0
 * @param timestamp in seconds since 1970, at least 0
 * @param gasLimit of the block, at least 0
 * @param coinbase who gets the fees
 * @param randomness the difficulty, and since EIP-4399 the randomness of the beacon chain; 0 to 2^256 - 1
 * @param baseFee in wei for a unit of gas (EIP-1559), at least 0
 * @param blobBaseFee in wei for a unit of blob gas (EIP-7516), at least 0
 * @param chainId of the chain (EIP-1344), at least 0
 * @param blockHashes the hash of 32 bytes of a block before, by its number; asked for the last 256 only
 */
public record BlockContext(
    long number,
    long timestamp,
    long gasLimit,
    Address coinbase,
    BigInteger randomness,
    BigInteger baseFee,
    BigInteger blobBaseFee,
    long chainId,
    LongFunction<byte[]> blockHashes) {

  /** Checks that nothing is null or negative. */
  public BlockContext {
    Requirements.atLeastZero("number", number);
    Requirements.atLeastZero("timestamp", timestamp);
    Requirements.atLeastZero("gasLimit", gasLimit);
    Objects.requireNonNull(coinbase, "coinbase");
    Requirements.word("randomness", randomness);
    Requirements.word("baseFee", baseFee);
    Requirements.word("blobBaseFee", blobBaseFee);
    Requirements.atLeastZero("chainId", chainId);
    Objects.requireNonNull(blockHashes, "blockHashes");
  }
}
