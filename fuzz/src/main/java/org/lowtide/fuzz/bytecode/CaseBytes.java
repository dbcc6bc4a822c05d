package org.lowtide.fuzz.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.fuzz.codec.ByteReader;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/**
 * Makes a case of any bytes: what is missing is 0, and nothing is refused.
 *
 * <p>First come the rules, gas (3 bytes), the failing allocation, the limit, the number of accounts, whether code is raw or deep;
 * then the call data and the codes, each with two bytes of its length before it.
 */
public final class CaseBytes {

  private static final Schedule[] SCHEDULES = {
      Schedule.CANCUN, Schedule.SHANGHAI, Schedule.FRONTIER, Schedule.CANCUN, Schedule.FRONTIER, Schedule.CANCUN};
  private static final int MOST_ACCOUNTS = 4;

  private static final long[] GAS = {0, 1_000, 10_000, 50_000, 100_000, 200_000, 400_000, 1_000_000};
  private static final int SEED_GAS = 4;
  private static final int LIMITED_FROM = 208;
  private static final int SMALL_LIMITS = 32;
  private static final int RAW_FROM = 240;
  private static final int MAX_RAW = 4096;
  static final int DEEP_FROM = 224;
  private static final int MOST_DEEP_ITEMS = 48;

  /** Enough that the 1024th frame still has some: a caller keeps a 64th. */
  private static final long DEEP_GAS = 1L << 40;

  /** PUSH1 1 PUSH1 0 MSTORE; the result, the call data and the value, all 0. */
  private static final String RECURSION = "6001600052" + "6000".repeat(5);

  /** PUSH2 200 GAS SUB CALL POP: Frontier refuses to hand over more than there is. */
  private static final String RECURSION_CALL = "6100c85a03f150";

  private CaseBytes() {}

  /**
   * The case.
   *
   * @param input any bytes
   * @return the same at every call
   */
  public static VmCase decode(byte[] input) {
    ByteReader bytes = new ByteReader(input);
    Schedule schedule = SCHEDULES[bytes.next() % SCHEDULES.length];
    long gas = GAS[bytes.next() % GAS.length];
    gas += bytes.next(2);
    int failing = bytes.next();
    int limited = bytes.next();
    int accounts = 1 + bytes.next() % MOST_ACCOUNTS;
    int form = bytes.next();
    boolean raw = form >= RAW_FROM;
    boolean deep = !raw && form >= DEEP_FROM;
    byte[] data = bytes.take(bytes.next(2));
    List<List<Item>> codes = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      byte[] code = bytes.take(bytes.next(2));
      codes.add(raw ? Assembler.disassemble(shortened(code)) : CodeDecoder.decode(code, schedule, accounts));
    }
    if (deep) {
      gas = DEEP_GAS;
      codes.set(0, recursing(codes.getFirst()));
    }
    return new VmCase(
        schedule, codes, data, gas, limit(limited), failure(failing));
  }

  /**
   * Code that stores a word and calls itself with all but a little of its gas, to the depth where that fails; then a part
   * of the code given, in each frame.
   */
  private static List<Item> recursing(List<Item> code) {
    List<Item> items = new ArrayList<>(Assembler.disassemble(HexFormat.of().parseHex(RECURSION)));
    items.add(new Item.Push(HexFormat.of().parseHex(VmCase.address(0).toString().substring(2))));
    items.addAll(Assembler.disassemble(HexFormat.of().parseHex(RECURSION_CALL)));
    items.addAll(code.subList(0, Math.min(code.size(), MOST_DEEP_ITEMS)));
    return items;
  }

  /** None mostly; else one of the first, and every other time all after it too. */
  private static Failure failure(int failing) {
    int number = failing - LIMITED_FROM;
    return number < 0 ? Failure.NONE : new Failure(1 + number / 2, number % 2 == 1);
  }

  /** None mostly; else a byte less than a few words, as memory grows by words, or the square of a number of words. */
  private static long limit(int limited) {
    int number = limited - LIMITED_FROM;
    if (number < 0) {
      return Vm.DEFAULT_MEMORY_LIMIT_BYTES;
    }
    int root = number - SMALL_LIMITS;
    return root < 0 ? 32L * (1 + number) - 1 : 32L * root * root;
  }

  private static byte[] shortened(byte[] code) {
    return code.length <= MAX_RAW ? code : Arrays.copyOf(code, MAX_RAW);
  }

  /** The bytes of a case whose code is there already, with 100,000 gas, of at most so many accounts. */
  static byte[] encode(Schedule schedule, List<byte[]> codes, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(List.of(SCHEDULES).indexOf(schedule));
    bytes.write(SEED_GAS);
    bytes.writeBytes(new byte[4]); // no more gas, nothing fails, no limit
    bytes.write(Math.min(codes.size(), MOST_ACCOUNTS) - 1);
    bytes.write(RAW_FROM);
    section(data, bytes);
    codes.stream().limit(MOST_ACCOUNTS).forEach(code -> section(code, bytes));
    return bytes.toByteArray();
  }

  static void section(byte[] content, ByteArrayOutputStream bytes) {
    bytes.write(content.length >>> Byte.SIZE);
    bytes.write(content.length);
    bytes.writeBytes(content);
  }
}
