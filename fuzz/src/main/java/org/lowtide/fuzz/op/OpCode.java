package org.lowtide.fuzz.op;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of operations: what each is called, what it takes, what it does, and what it can be done to. Both formats,
 * the generators and the shrinker work from it.
 */
@SuppressWarnings("ImmutableEnumChecker") // the builders are constructor references, the roles an immutable list
public enum OpCode {
  /** See {@link Operation.NewChild}. */
  NEW_CHILD("newChild", Group.CONTEXT, (aim, a) -> new Operation.NewChild(aim)),
  /** See {@link Operation.CommitChild}. */
  COMMIT_CHILD("commitChild", Group.CONTEXT, (aim, a) -> new Operation.CommitChild(aim)),
  /** See {@link Operation.RevertChild}. */
  REVERT_CHILD("revertChild", Group.CONTEXT, (aim, a) -> new Operation.RevertChild(aim)),
  /** See {@link Operation.Close}. */
  CLOSE("close", Group.CONTEXT, (aim, a) -> new Operation.Close(aim)),
  /** See {@link Operation.Size}. */
  SIZE("size", Group.SIZE, (aim, a) -> new Operation.Size(aim)),
  /** See {@link Operation.IsEmpty}. */
  IS_EMPTY("isEmpty", Group.SIZE, (aim, a) -> new Operation.IsEmpty(aim)),
  /** See {@link Operation.Resize}. */
  RESIZE("resize", Group.SIZE, (aim, a) -> new Operation.Resize(aim, operand(a, 0)), Role.SIZE),
  /** See {@link Operation.ResizeWordAligned}. */
  RESIZE_WORD_ALIGNED("resizeWordAligned", Group.SIZE, (aim, a) -> new Operation.ResizeWordAligned(aim, operand(a, 0)),
      Role.SIZE),
  /** See {@link Operation.EnsureCapacity}. */
  ENSURE_CAPACITY("ensureCapacity", Group.SIZE, (aim, a) -> new Operation.EnsureCapacity(aim, operand(a, 0)),
      Role.SIZE),
  /** See {@link Operation.Limit}. */
  LIMIT("limit", Group.SIZE, (aim, a) -> new Operation.Limit(aim)),
  /** See {@link Operation.SetLimit}. */
  SET_LIMIT("setLimit", Group.SIZE, (aim, a) -> new Operation.SetLimit(aim, operand(a, 0)), Role.LIMIT),
  /** See {@link Operation.SharedSize}. */
  SHARED_SIZE("sharedSize", Group.SIZE, (aim, a) -> new Operation.SharedSize(aim)),
  /** See {@link Operation.SharedCapacity}. */
  SHARED_CAPACITY("sharedCapacity", Group.SIZE, (aim, a) -> new Operation.SharedCapacity(aim)),
  /** See {@link Operation.GetByte}. */
  GET_BYTE("getByte", Group.READ, (aim, a) -> new Operation.GetByte(aim, operand(a, 0)), Role.OFFSET),
  /** See {@link Operation.GetWord}. */
  GET_WORD("getWord", Group.READ, (aim, a) -> new Operation.GetWord(aim, operand(a, 0)), Role.OFFSET),
  /** See {@link Operation.GetU256}. */
  GET_U256("getU256", Group.READ, (aim, a) -> new Operation.GetU256(aim, operand(a, 0)), Role.OFFSET),
  /** See {@link Operation.GetSlice}. */
  GET_SLICE("getSlice", Group.READ, (aim, a) -> new Operation.GetSlice(aim, operand(a, 0), operand(a, 1)), Role.OFFSET,
      Role.LENGTH),
  /** See {@link Operation.Read}. */
  READ("read", Group.READ, (aim, a) -> new Operation.Read(aim, operand(a, 0), operand(a, 1)), Role.OFFSET, Role.LENGTH),
  /** See {@link Operation.SetByte}. */
  SET_BYTE("setByte", Group.WRITE, (aim, a) -> new Operation.SetByte(aim, operand(a, 0), small(a, 1)), Role.OFFSET,
      Role.BYTE),
  /** See {@link Operation.SetWord}. */
  SET_WORD("setWord", Group.WRITE, (aim, a) -> new Operation.SetWord(aim, operand(a, 0), payload(a, 1)), Role.OFFSET,
      Role.WORD),
  /** See {@link Operation.SetU256}. */
  SET_U256("setU256", Group.WRITE, (aim, a) -> new Operation.SetU256(aim, operand(a, 0), payload(a, 1)), Role.OFFSET,
      Role.WORD),
  /** See {@link Operation.SetData}. */
  SET_DATA("setData", Group.WRITE, (aim, a) -> new Operation.SetData(aim, operand(a, 0), payload(a, 1)), Role.OFFSET,
      Role.DATA),
  /** See {@link Operation.SetDataBounded}. */
  SET_DATA_BOUNDED("setDataBounded", Group.WRITE,
      (aim, a) -> new Operation.SetDataBounded(aim, operand(a, 0), payload(a, 1), operand(a, 2), operand(a, 3)),
      Role.OFFSET, Role.DATA, Role.DATA_OFFSET, Role.LENGTH),
  /** See {@link Operation.Copy}. */
  COPY("copy", Group.WRITE, (aim, a) -> new Operation.Copy(aim, operand(a, 0), operand(a, 1), operand(a, 2)),
      Role.OFFSET, Role.OFFSET, Role.LENGTH),
  /** See {@link Operation.Write}. */
  WRITE("write", Group.WRITE, (aim, a) -> new Operation.Write(aim, operand(a, 0), payload(a, 1)), Role.OFFSET,
      Role.DATA),
  /** See {@link Operation.Snapshot}. */
  SNAPSHOT("snapshot", Group.WHOLE, (aim, a) -> new Operation.Snapshot(aim)),
  /** See {@link Operation.Restore}. */
  RESTORE("restore", Group.WHOLE, (aim, a) -> new Operation.Restore(aim, payload(a, 0)), Role.DATA),
  /** See {@link Operation.ToHex}. */
  TO_HEX("toHex", Group.WHOLE, (aim, a) -> new Operation.ToHex(aim)),
  /** See {@link Operation.CopyHandle}. */
  COPY_HANDLE("copyHandle", Group.MISUSE, (aim, a) -> new Operation.CopyHandle(aim)),
  /** See {@link Operation.ArmFailure}. */
  ARM_FAILURE("armFailure", Group.FAULT,
      (aim, a) -> new Operation.ArmFailure(small(a, 0).value(), small(a, 1).value() != 0), Role.NTH, Role.FLAG),
  /** See {@link Operation.ReopenUnfinalized}. */
  REOPEN_UNFINALIZED("reopenUnfinalized", Group.MISUSE, (aim, a) -> new Operation.ReopenUnfinalized()),
  /** See {@link Operation.Allocate}. */
  ALLOCATE("allocate", Group.BLOCK, (aim, a) -> new Operation.Allocate(operand(a, 0)), Role.SIZE),
  /** See {@link Operation.AllocateZeroed}. */
  ALLOCATE_ZEROED("allocateZeroed", Group.BLOCK, (aim, a) -> new Operation.AllocateZeroed(operand(a, 0)), Role.SIZE),
  /** See {@link Operation.CloseElsewhere}. */
  CLOSE_ELSEWHERE("closeElsewhere", Group.BLOCK, (aim, a) -> new Operation.CloseElsewhere(aim)),
  /** See {@link Operation.ClosePool}. */
  CLOSE_POOL("closePool", Group.BLOCK, (aim, a) -> new Operation.ClosePool());

  private static final Map<Target, List<OpCode>> OF = new EnumMap<>(Target.class);
  private static final Map<Target, Map<String, OpCode>> BY_MNEMONIC = new EnumMap<>(Target.class);

  static {
    for (Target target : Target.values()) {
      List<OpCode> codes = Arrays.stream(values()).filter(code -> code.isFor(target)).toList();
      OF.put(target, codes);
      BY_MNEMONIC.put(target, codes.stream().collect(Collectors.toMap(OpCode::mnemonic, Function.identity())));
    }
  }

  private final String mnemonic;
  private final Group group;
  private final Builder builder;
  private final List<Role> roles;

  OpCode(String mnemonic, Group group, Builder builder, Role... roles) {
    this.mnemonic = mnemonic;
    this.group = group;
    this.builder = builder;
    this.roles = List.of(roles);
  }

  /**
   * The name of the operation in text and reports: the member's.
   *
   * @return lower camel case
   */
  public String mnemonic() {
    return mnemonic;
  }

  /**
   * What the operation does.
   *
   * @return its group
   */
  public Group group() {
    return group;
  }

  /**
   * What the operation takes.
   *
   * @return the role of each argument, in order
   */
  public List<Role> roles() {
    return roles;
  }

  /**
   * The aim that the text form leaves out.
   *
   * @return the parent for commit and revert, else the innermost
   */
  public Aim defaultAim() {
    return this == COMMIT_CHILD || this == REVERT_CHILD ? Aim.PARENT : Aim.INNERMOST;
  }

  /**
   * Whether the operation is called on a handle, so that its aim means something.
   *
   * @return false for what is done to the memory or the pool as a whole, or to what it allocates from
   */
  public boolean isAimed() {
    return switch (this) {
      case ARM_FAILURE, REOPEN_UNFINALIZED, ALLOCATE, ALLOCATE_ZEROED, CLOSE_POOL -> false;
      default -> true;
    };
  }

  /**
   * Whether programs about a target can have the operation.
   *
   * @param target any target
   * @return true for both where both have a member of that name, and for armed failures
   */
  public boolean isFor(Target target) {
    return switch (this) {
      case CLOSE, READ, WRITE, ARM_FAILURE -> true;
      default -> (group == Group.BLOCK) == (target == Target.ALLOCATOR);
    };
  }

  /**
   * The operations of a target.
   *
   * @param target any target
   * @return in the order of this table
   */
  public static List<OpCode> of(Target target) {
    return OF.getOrDefault(target, List.of());
  }

  /**
   * Whether the operation changes the context it is aimed at, and so is refused on any but the innermost (M2).
   *
   * @return true for writes, resizes, restore and newChild
   */
  public boolean changesContext() {
    return group == Group.WRITE
        || switch (this) {
          case NEW_CHILD, RESIZE, RESIZE_WORD_ALIGNED, ENSURE_CAPACITY, RESTORE -> true;
          default -> false;
        };
  }

  /**
   * Whether a failed allocation can make the operation fail: reads, revert and close never do.
   *
   * @return true for what may need bytes
   */
  public boolean mayRunOutOfMemory() {
    return changesContext() || this == COMMIT_CHILD || this == SET_LIMIT;
  }

  /**
   * Makes an operation of this kind.
   *
   * @param aim the handle; ignored where {@link #isAimed} is false
   * @param arguments one for each role, of the role's type
   * @return the operation
   * @throws IllegalArgumentException where the number or a type is wrong, or a value is out of its range
   */
  public Operation build(Aim aim, List<? extends Argument> arguments) {
    if (arguments.size() != roles.size()) {
      throw new IllegalArgumentException(
          mnemonic + " takes " + roles.size() + " arguments, was given " + arguments.size());
    }
    return builder.build(aim, arguments);
  }

  /**
   * Finds an operation by its mnemonic.
   *
   * @param target what the program is about
   * @param mnemonic as in text
   * @return the entry, or null where the target has none of that name
   */
  public static @Nullable OpCode byMnemonic(Target target, String mnemonic) {
    return BY_MNEMONIC.getOrDefault(target, Map.of()).get(mnemonic);
  }

  private static Operand operand(List<? extends Argument> arguments, int index) {
    return (Operand) arguments.get(index);
  }

  private static Payload payload(List<? extends Argument> arguments, int index) {
    return (Payload) arguments.get(index);
  }

  private static Small small(List<? extends Argument> arguments, int index) {
    return (Small) arguments.get(index);
  }

  private interface Builder {
    Operation build(Aim aim, List<? extends Argument> arguments);
  }

  /** What an operation does. */
  public enum Group {
    /** Opens and ends contexts. */
    CONTEXT,
    /** Asks for sizes and limits, or sets them. */
    SIZE,
    /** Reads bytes. */
    READ,
    /** Writes bytes, growing the context. */
    WRITE,
    /** Concerns the context as a whole. */
    WHOLE,
    /** Makes allocations fail. */
    FAULT,
    /** Uses a memory in a way that only the old design allows. */
    MISUSE,
    /** Allocates and closes blocks, or closes the pool. */
    BLOCK
  }

  /** What an argument means, and so what type it has and which values are worth trying. */
  public enum Role {
    /** A position within the context: an {@link Operand}. */
    OFFSET,
    /** A number of bytes: an {@link Operand}. */
    LENGTH,
    /** A size to reach: an {@link Operand}. */
    SIZE,
    /** A limit to set: an {@link Operand}. */
    LIMIT,
    /** A position within a payload: an {@link Operand}. */
    DATA_OFFSET,
    /** A byte: a {@link Small}. */
    BYTE,
    /** 32 bytes: a {@link Payload}. */
    WORD,
    /** Any bytes: a {@link Payload}. */
    DATA,
    /** Which allocation fails, 1 to 8: a {@link Small}. */
    NTH,
    /** 0 or 1: a {@link Small}. */
    FLAG
  }
}
