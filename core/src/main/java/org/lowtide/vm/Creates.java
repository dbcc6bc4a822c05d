package org.lowtide.vm;

import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.apache.tuweni.units.bigints.UInt256;

/** The two creates (Yellow Paper, 7 and appendix H.2, section f0s; EIP-1014, 3860). */
final class Creates {

  private static final long KECCAK_WORD = 6;
  private static final byte CREATE2_MARK = (byte) 0xff;

  private Creates() {}

  /** CREATE: the address is that of the creator and its nonce. */
  static void create(Frame frame, Execution machine) {
    begin(frame, machine, false);
  }

  /** CREATE2: the address is that of the creator, a salt and the code; EIP-1014. */
  static void create2(Frame frame, Execution machine) {
    begin(frame, machine, true);
  }

  private static void begin(Frame frame, Execution machine, boolean salted) {
    frame.requireWritable();
    UInt256 value = frame.pop();
    UInt256 offset = frame.pop();
    UInt256 length = frame.pop();
    UInt256 salt = salted ? frame.pop() : UInt256.ZERO;
    if (!length.fitsLong() || length.toLong() > 2 * machine.cost(Cost.MAX_CODE_BYTES)) {
      throw new ExceptionalHalt(HaltReason.BAD_CODE);
    }
    MemoryGas.expand(frame, offset, length);
    long eachWord = machine.cost(Cost.INIT_CODE_WORD) + (salted ? KECCAK_WORD : 0);
    frame.charge(eachWord * Words.count(length.toLong()));
    frame.replaceReturnData(Data.EMPTY);
    State state = machine.state();
    Address creator = frame.address();
    if (!machine.canGoDeeper() || Words.isLess(state.balance(creator), value) || state.nonce(creator) == -1) {
      frame.push(UInt256.ZERO);
      return;
    }
    byte[] code = frame.memoryBytes(Words.clamp(offset), length.toLong());
    Address target = salted ? addressOf(creator, salt, code) : addressOf(creator, state.nonce(creator));
    long most = frame.gasLeft();
    long gas = machine.has(Feature.ALL_BUT_ONE_64TH) ? most - most / 64 : most;
    frame.charge(gas);
    state.setNonce(creator, state.nonce(creator) + 1);
    machine.substate().warm(target);
    machine.create(Invocation.create(target, creator, value, new Code(code), gas));
  }

  /** The address of the contract that an account creates with that nonce (Yellow Paper, 7). */
  static Address addressOf(Address creator, long nonce) {
    Bytes list = RLP.encodeList(writer -> {
      writer.writeValue(Bytes.wrap(creator.toBytes()));
      writer.writeValue(Bytes.ofUnsignedLong(nonce).trimLeadingZeros());
    });
    return Address.of(Keccak.hashToWord(list.toArrayUnsafe()));
  }

  /** The address of a contract by salt and code; EIP-1014. */
  private static Address addressOf(Address creator, UInt256 salt, byte[] code) {
    Bytes preimage =
        Bytes.concatenate(
            Bytes.of(CREATE2_MARK), Bytes.wrap(creator.toBytes()), salt.toBytes(), Bytes.wrap(Keccak.hash(code)));
    return Address.of(Keccak.hashToWord(preimage.toArrayUnsafe()));
  }
}
