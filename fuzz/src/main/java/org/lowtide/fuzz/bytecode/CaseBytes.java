package org.lowtide.fuzz.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowtide.fuzz.codec.ByteReader;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/**
 * Makes a case of any bytes: what is missing is 0, and nothing is refused.
 *
 * <p>First come the rules, gas (3 bytes), the failing allocation, the limit, the number of accounts, whether code is raw;
 * then the call data and the codes, each with two bytes of its length before it.
 */
public final class CaseBytes {

  private static final Schedule[] SCHEDULES = {
      Schedule.CANCUN, Schedule.SHANGHAI, Schedule.FRONTIER, Schedule.CANCUN, Schedule.FRONTIER, Schedule.CANCUN};
  private static final int MOST_ACCOUNTS = 4;

  private static final long[] GAS = {0, 1_000, 10_000, 50_000, 100_000, 200_000, 400_000, 1_000_000};
  private static final int SEED_GAS = 4;
  private static final int LIMITED_FROM = 208;
  private static final int RAW_FROM = 240;
  private static final int MAX_RAW = 4096;

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
    boolean raw = bytes.next() >= RAW_FROM;
    byte[] data = bytes.take(bytes.next(2));
    List<List<Item>> codes = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      byte[] code = bytes.take(bytes.next(2));
      codes.add(raw ? Assembler.disassemble(shortened(code)) : CodeDecoder.decode(code, schedule, accounts));
    }
    return new VmCase(
        schedule, codes, data, gas, limit(limited), failure(failing));
  }

  /** None mostly; else one of the first, and every other time all after it too. */
  private static Failure failure(int failing) {
    int number = failing - LIMITED_FROM;
    return number < 0 ? Failure.NONE : new Failure(1 + number / 2, number % 2 == 1);
  }

  /** None mostly; else that square of words, or a byte less, so that small limits are as likely as large ones. */
  private static long limit(int limited) {
    int root = limited - LIMITED_FROM;
    return root < 0 ? Vm.DEFAULT_MEMORY_LIMIT_BYTES : Math.max(0, 32L * root * root - root % 2);
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
