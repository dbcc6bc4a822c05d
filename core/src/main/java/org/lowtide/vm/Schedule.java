package org.lowtide.vm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A version of the rules of Ethereum: its instructions, what they cost, and what else differs.
 *
 * <p>Thread rule: immutable.
 */
public final class Schedule {

  /** The first version, of 2015: for vectors that are one frame. */
  public static final Schedule FRONTIER =
      new Schedule("Frontier", FrontierSchedule.instructions(), FrontierSchedule.costs(), FrontierSchedule.features(),
          4);

  /** The version of April 2023. */
  public static final Schedule SHANGHAI =
      new Schedule("Shanghai", ShanghaiSchedule.instructions(), ShanghaiSchedule.costs(), ShanghaiSchedule.features(),
          9);

  /** The version of March 2024. */
  public static final Schedule CANCUN =
      new Schedule("Cancun", CancunSchedule.instructions(), ShanghaiSchedule.costs(), CancunSchedule.features(), 10);

  private final String name;
  private final Instruction[] instructions;
  private final Map<Cost, Long> costs;
  private final Set<Feature> features;
  private final int precompiles;

  private Schedule(
      String name, InstructionTable table, Map<Cost, Long> costs, Set<Feature> features, int precompiles) {
    this.name = name;
    this.instructions = table.rows();
    this.costs = new EnumMap<>(costs);
    this.features = features;
    this.precompiles = precompiles;
  }

  /**
   * How Ethereum names this version.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The name of an instruction.
   *
   * @param code 0 to 255
   * @return as the Yellow Paper or the EIP has it; {@code undefined} where there is none
   */
  public String instructionName(int code) {
    return instructions[code].name();
  }

  /**
   * How many words an instruction takes from the stack.
   *
   * @param code 0 to 255
   * @return 0 to 17; 0 where this version has no such instruction
   */
  public int instructionPops(int code) {
    return instructions[code].pops();
  }

  /**
   * How many words an instruction leaves on the stack.
   *
   * @param code 0 to 255
   * @return 0 to 17; 0 where this version has no such instruction
   */
  public int instructionPushes(int code) {
    return instructions[code].pushes();
  }

  Instruction instruction(int code) {
    return instructions[code];
  }

  /** That figure; 0 where this version has none. */
  long cost(Cost cost) {
    return costs.getOrDefault(cost, 0L);
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** The precompiled contracts have the addresses 1 to this. */
  int precompiles() {
    return precompiles;
  }

  @Override
  public String toString() {
    return name;
  }
}
