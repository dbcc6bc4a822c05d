package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** Draws calls on a {@link Memory}, with operands around its size, word edges, the limit and the ends of a long. */
final class RandomCalls {

  /** A call that can be made on any memory; its body returns the result, or "done". */
  record Call(String name, Function<Memory, Object> body) {}

  private final Random random;
  private final long size;
  private final long limitNow;

  private RandomCalls(Random random, long size, long limitNow) {
    this.random = random;
    this.size = size;
    this.limitNow = limitNow;
  }

  static Call next(Random random, NaiveMemory model) {
    boolean open = model.openContexts().contains(model);
    return new RandomCalls(random, open ? model.size() : 40, open ? model.limit() : 100).next();
  }

  private Call next() {
    return switch (random.nextInt(29)) {
      case 0, 1, 2 -> new Call("newChild", Memory::newChild);
      case 3, 4 -> done("commitChild", Memory::commitChild);
      case 5 -> done("revertChild", Memory::revertChild);
      case 6 -> random.nextInt(3) == 0 ? closeOfChild() : done("revertChild", Memory::revertChild);
      case 7 -> one("resize", number(), (m, n) -> m.resize(n));
      case 8 -> one("resizeWordAligned", number(), (m, n) -> m.resizeWordAligned(n));
      case 9, 10 -> returning("ensureCapacity", number(), (m, n) -> m.ensureCapacity(n));
      case 11 -> one("setLimit", limit(), (m, n) -> m.setLimit(n));
      case 12 -> returning("getByte", number(), (m, n) -> m.getByte(n));
      case 13 -> returning("getWord", number(), (m, n) -> m.getWord(n));
      case 14 -> returning("getU256", number(), (m, n) -> m.getU256(n));
      case 15, 16 -> slice();
      case 17 -> read();
      case 18, 19 -> one("setByte", number(), (m, n) -> m.setByte(n, (byte) 0xEE));
      case 20 -> setWord();
      case 21 -> setU256();
      case 22, 23 -> setData();
      case 24 -> setDataBounded();
      case 25, 26 -> copy();
      case 27 -> restore();
      default -> new Call("isEmpty", Memory::isEmpty);
    };
  }

  private interface WithNumber<R> {
    R apply(Memory memory, long number);
  }

  private interface DoWithNumber {
    void accept(Memory memory, long number);
  }

  private static Call done(String name, Consumer<Memory> body) {
    return new Call(name, memory -> {
      body.accept(memory);
      return "done";
    });
  }

  private static Call one(String name, long number, DoWithNumber body) {
    return done(name + " " + number, memory -> body.accept(memory, number));
  }

  private static Call returning(String name, long number, WithNumber<Object> body) {
    return new Call(name + " " + number, memory -> body.apply(memory, number));
  }

  /** The root's close would end the run: instead it shows its size. */
  private Call closeOfChild() {
    return done("close", memory -> {
      if (!isRoot(memory)) {
        memory.close();
      }
    });
  }

  private static boolean isRoot(Memory memory) {
    return memory instanceof NaiveMemory naive ? naive.openContexts().indexOf(naive) == 0
        : memory.toString().startsWith("MemoryV2[depth=0,");
  }

  private Call slice() {
    long offset = number();
    long length = number();
    return new Call("getSlice " + offset + " " + length, memory -> memory.getSlice(offset, length));
  }

  private Call read() {
    long offset = number();
    int length = small();
    return new Call("read " + offset + " " + length, memory -> {
      byte[] destination = new byte[length];
      memory.read(offset, MemorySegment.ofArray(destination));
      return destination;
    });
  }

  private Call setWord() {
    byte[] word = data(32);
    return one("setWord", number(), (m, n) -> m.setWord(n, word));
  }

  private Call setU256() {
    BigInteger value = new BigInteger(random.nextInt(257), random);
    return one("setU256", number(), (m, n) -> m.setU256(n, value));
  }

  private Call setData() {
    byte[] data = data(small());
    boolean asSegment = random.nextBoolean();
    return one("write of " + data.length + " at", number(), (m, n) -> {
      if (asSegment) {
        m.write(n, MemorySegment.ofArray(data));
      } else {
        m.setData(n, data);
      }
    });
  }

  private Call setDataBounded() {
    byte[] data = data(small());
    long offset = number();
    long dataOffset = number();
    long length = number();
    return done("setDataBounded " + offset + " " + data.length + " " + dataOffset + " " + length,
        memory -> memory.setDataBounded(offset, data, dataOffset, length));
  }

  private Call copy() {
    long destination = number();
    long source = number();
    long length = number();
    return done("copy " + destination + " " + source + " " + length,
        memory -> memory.copy(destination, source, length));
  }

  private Call restore() {
    byte[] data = data(small());
    return done("restore " + data.length, memory -> memory.restore(data));
  }

  /** At most some thousand bytes: the model holds and compares all of them after each call. */
  private long limit() {
    return random.nextInt(3) == 0 ? Math.min(number(), 6000) : 1000 + random.nextInt(5000);
  }

  private int small() {
    return random.nextInt(4) == 0 ? 0 : random.nextInt(150);
  }

  private byte[] data(int length) {
    byte[] result = new byte[length];
    random.nextBytes(result);
    return result;
  }

  private long number() {
    long base = switch (random.nextInt(16)) {
      case 0, 1 -> 0;
      case 2, 3, 4, 5 -> size;
      case 6 -> limitNow;
      case 7 -> Long.MAX_VALUE - random.nextInt(70);
      case 8 -> 1L << random.nextInt(64);
      case 9 -> 32L * random.nextInt(20);
      default -> random.nextLong(Math.max(1, size + 50));
    };
    return random.nextInt(3) == 0 ? base + random.nextInt(70) - 35 : base;
  }
}
