package org.lowtide.fuzz.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Sizes;

/**
 * The reference model of a memory: rules M1 to M13 of {@link org.lowtide.memory.Memory}, in an array for each context.
 *
 * <p>Handles are contexts; the root is 0.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class ReferenceModel implements Model {

  /** The longest array that a call may return, in elements (rule {@code INVALID_SIZE}). */
  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final long capacity;
  private final long maxTotal;
  private final List<Context> handles = new ArrayList<>();
  private final List<Context> stack = new ArrayList<>();
  private final List<Context> ended = new ArrayList<>();
  private long limit;
  private long total;
  private long peakTotal;

  /**
   * Opens a model.
   *
   * @param header as passed to {@code open}, and accepted by {@link #checkOpen}
   * @param maxTotalBytes the bytes above which the allocator is known to fail, whatever the limit
   */
  public ReferenceModel(Header header, long maxTotalBytes) {
    this.capacity = header.initialCapacityBytes();
    this.limit = header.limitBytes();
    this.maxTotal = Math.min(maxTotalBytes, MAX_ARRAY);
    push();
  }

  @Override
  public int resolve(Aim aim) {
    if (aim.target() == Aim.Target.ENDED) {
      return ended.isEmpty() ? NO_HANDLE : ended.get(Math.max(0, ended.size() - 1 - aim.index())).handle;
    }
    if (stack.isEmpty()) {
      return 0;
    }
    int depth = aim.target() == Aim.Target.UP ? depth() - aim.index() : aim.index();
    return stack.get(Math.clamp(depth, 0, depth())).handle;
  }

  @Override
  public Sizes sizes(int handle) {
    return new View(handles.get(handle));
  }

  /** The table of exceptions of the contract, in its order. */
  @Override
  public Status check(Call call) {
    Context context = handles.get(call.handle());
    OpCode code = call.code();
    boolean wrongWord = code == OpCode.SET_WORD && call.data().length != Words.BYTES;
    boolean wrongNumber = code == OpCode.SET_U256 && new BigInteger(1, call.data()).bitLength() > 256;
    if (wrongWord || wrongNumber) {
      return Status.ILLEGAL_ARGUMENT;
    }
    if (code == OpCode.CLOSE) {
      return Status.OK;
    }
    if (!context.open) {
      return Status.CONTEXT_CLOSED;
    }
    if (code.changesContext() && context.depth != depth()) {
      return Status.CHILD_ACTIVE;
    }
    return switch (code) {
      case COMMIT_CHILD, REVERT_CHILD -> checkEnding(call, context);
      case RESIZE, RESIZE_WORD_ALIGNED, ENSURE_CAPACITY -> checkSize(call, context);
      case SET_LIMIT -> call.a() < 0 ? Status.INVALID_SIZE : Status.OK;
      case RESTORE -> checkGrowth(context, call.data().length);
      case TO_HEX -> 2L * context.size > MAX_ARRAY ? Status.INVALID_SIZE : Status.OK;
      default -> checkRange(call, context);
    };
  }

  private Status checkEnding(Call call, Context context) {
    if (context.depth == depth()) {
      return Status.NO_CHILD;
    }
    return call.code() == OpCode.COMMIT_CHILD && context.depth + 1 < depth() ? Status.CHILD_ACTIVE : Status.OK;
  }

  private Status checkSize(Call call, Context context) {
    if (call.a() < 0 || call.a() > Words.MAX_END) {
      return Status.INVALID_SIZE;
    }
    return checkGrowth(context, call.code() == OpCode.RESIZE_WORD_ALIGNED ? Words.roundUp(call.a()) : call.a());
  }

  private Status checkRange(Call call, Context context) {
    OpCode code = call.code();
    if (code.group() != OpCode.Group.READ && code.group() != OpCode.Group.WRITE) {
      return Status.OK;
    }
    boolean twoOffsets = code == OpCode.COPY || code == OpCode.SET_DATA_BOUNDED;
    if (call.offset() < 0 || (twoOffsets && call.b() < 0)) {
      return Status.INVALID_OFFSET;
    }
    long length = call.length();
    if (length < 0 || (code == OpCode.GET_SLICE && length > MAX_ARRAY)) {
      return Status.INVALID_SIZE;
    }
    if (length == 0) {
      return Status.OK;
    }
    long start = code == OpCode.COPY ? Math.max(call.a(), call.b()) : call.a();
    if (start > Words.MAX_END - length) {
      return Status.INVALID_SIZE;
    }
    if (code.group() == OpCode.Group.READ) {
      return start + length > context.size ? Status.INVALID_OFFSET : Status.OK;
    }
    return checkGrowth(context, Math.max(context.size, start + length));
  }

  private Status checkGrowth(Context context, long newSize) {
    long gained = newSize - context.size;
    if (gained <= 0) {
      return Status.OK;
    }
    if (gained > Long.MAX_VALUE - total || total + gained > limit) {
      return Status.LIMIT_EXCEEDED;
    }
    return total + gained > maxTotal ? Status.OUT_OF_MEMORY : Status.OK;
  }

  /** {@code sharedCapacity} has no value, since only its bound is known. */
  @Override
  public Outcome apply(Call call) {
    Context context = handles.get(call.handle());
    return switch (call.code()) {
      case NEW_CHILD -> {
        push();
        yield Outcome.DONE;
      }
      case COMMIT_CHILD -> commit(context);
      case REVERT_CHILD -> popTo(context.depth);
      case CLOSE -> context.open ? popTo(context.depth - 1) : Outcome.DONE;
      case SIZE -> Outcome.returned((long) context.size);
      case IS_EMPTY -> Outcome.returned(context.size == 0);
      case RESIZE -> resize(context, call.a());
      case RESIZE_WORD_ALIGNED -> resize(context, Words.roundUp(call.a()));
      case ENSURE_CAPACITY -> {
        long before = Words.begunBy(context.size);
        grow(context, call.a());
        yield Outcome.returned(Words.begunBy(context.size) - before);
      }
      case LIMIT -> Outcome.returned(limit);
      case SET_LIMIT -> {
        limit = call.a();
        yield Outcome.DONE;
      }
      case SHARED_SIZE -> Outcome.returned(total);
      case GET_BYTE -> Outcome.returned(context.bytes[(int) call.a()]);
      case GET_WORD, GET_SLICE, READ -> Outcome.returned(slice(context, call));
      case GET_U256 -> Outcome.returned(new BigInteger(1, slice(context, call)));
      case SNAPSHOT -> Outcome.returned(context.copy(0, context.size));
      case TO_HEX -> Outcome.returned(HexFormat.of().formatHex(context.bytes, 0, context.size));
      case RESTORE -> {
        resize(context, call.data().length);
        System.arraycopy(call.data(), 0, context.bytes, 0, context.size);
        yield Outcome.DONE;
      }
      case COPY -> copy(context, call);
      case SET_BYTE, SET_WORD, SET_U256, SET_DATA, SET_DATA_BOUNDED, WRITE -> write(context, call);
      case SHARED_CAPACITY, ARM_FAILURE, COPY_HANDLE, REOPEN_UNFINALIZED -> Outcome.DONE;
      case ALLOCATE, ALLOCATE_ZEROED, CLOSE_ELSEWHERE, CLOSE_POOL ->
          throw new IllegalArgumentException("call must be one of a memory, was " + call.code());
    };
  }

  private static byte[] slice(Context context, Call call) {
    int length = (int) call.length();
    return length == 0 ? new byte[0] : context.copy((int) call.a(), length);
  }

  private Outcome write(Context context, Call call) {
    int length = (int) call.length();
    if (length == 0) {
      return Outcome.DONE;
    }
    int offset = (int) call.a();
    grow(context, (long) offset + length);
    byte[] data = call.data();
    switch (call.code()) {
      case SET_BYTE -> context.bytes[offset] = (byte) call.b();
      case SET_U256 -> {
        byte[] digits = new BigInteger(1, data).toByteArray();
        int significant = Math.min(digits.length, length); // one more where the highest bit is set
        Arrays.fill(context.bytes, offset, offset + length, (byte) 0);
        System.arraycopy(digits, digits.length - significant, context.bytes, offset + length - significant,
            significant);
      }
      case SET_DATA_BOUNDED -> {
        int given = Math.clamp(data.length - call.b(), 0, length);
        Arrays.fill(context.bytes, offset + given, offset + length, (byte) 0);
        if (given > 0) {
          System.arraycopy(data, (int) call.b(), context.bytes, offset, given);
        }
      }
      default -> System.arraycopy(data, 0, context.bytes, offset, length);
    }
    return Outcome.DONE;
  }

  private Outcome copy(Context context, Call call) {
    if (call.c() > 0) {
      grow(context, Math.max(call.a(), call.b()) + call.c());
      System.arraycopy(context.bytes, (int) call.b(), context.bytes, (int) call.a(), (int) call.c());
    }
    return Outcome.DONE;
  }

  private void grow(Context context, long minSize) {
    if (minSize > context.size) {
      resize(context, minSize);
    }
  }

  private Outcome resize(Context context, long newSize) {
    total += newSize - context.size;
    peakTotal = Math.max(peakTotal, total);
    context.resize((int) newSize);
    return Outcome.DONE;
  }

  private Outcome commit(Context parent) {
    Context child = stack.removeLast();
    int start = parent.size;
    parent.resize(start + child.size);
    System.arraycopy(child.bytes, 0, parent.bytes, start, child.size);
    end(child);
    return Outcome.DONE;
  }

  /** Ends all contexts deeper than {@code depth}, the innermost first, and drops their bytes. */
  private Outcome popTo(int depth) {
    while (depth() > depth) {
      Context context = stack.removeLast();
      total -= context.size;
      end(context);
    }
    return Outcome.DONE;
  }

  private void push() {
    Context context = new Context(handles.size(), stack.size());
    handles.add(context);
    stack.add(context);
  }

  private void end(Context context) {
    context.open = false;
    context.size = 0;
    context.bytes = new byte[0];
    ended.add(context);
  }

  /**
   * The depth of the innermost context.
   *
   * @return 0 for the root, -1 once it has ended
   */
  public int depth() {
    return stack.size() - 1;
  }

  /**
   * The handle of an open context.
   *
   * @param depth 0 for the root, to {@link #depth()}
   * @return the number of its handle
   */
  public int handleAt(int depth) {
    return stack.get(depth).handle;
  }

  @Override
  public String state() {
    return stack.isEmpty()
        ? "closed"
        : "size " + size(handleAt(depth())) + ", total " + total + ", depth " + depth();
  }

  @Override
  public int handleCount() {
    return handles.size();
  }

  @Override
  public boolean hasEnded(int handle) {
    return !handles.get(handle).open;
  }

  /**
   * How deep a handle's context is or was.
   *
   * @param handle the number of a handle
   * @return 0 for the root
   */
  public int depthOf(int handle) {
    return handles.get(handle).depth;
  }

  /**
   * The size of a handle's context.
   *
   * @param handle the number of a handle
   * @return bytes; 0 once it has ended
   */
  public int size(int handle) {
    return handles.get(handle).size;
  }

  /**
   * The bytes of a handle's context.
   *
   * @param handle the number of a handle
   * @return the model's own array, longer than the size; not to be changed, and valid until the next call
   */
  public byte[] bytes(int handle) {
    return handles.get(handle).bytes;
  }

  /**
   * The limit in force.
   *
   * @return bytes
   */
  public long limit() {
    return limit;
  }

  /**
   * The sizes of all open contexts together.
   *
   * @return bytes
   */
  public long total() {
    return total;
  }

  /**
   * The largest that {@link #total()} has been.
   *
   * @return bytes
   */
  public long peakTotal() {
    return peakTotal;
  }

  /**
   * Whether nothing has been opened, ended or grown yet.
   *
   * @return whether this is as it was opened, but for the limit
   */
  public boolean isUnused() {
    return handles.size() == 1 && ended.isEmpty() && peakTotal == 0;
  }

  private final class View implements Sizes {

    private final Context context;

    View(Context context) {
      this.context = context;
    }

    @Override
    public long size() {
      return context.size;
    }

    @Override
    public long total() {
      return total;
    }

    @Override
    public long capacity() {
      return capacity;
    }

    @Override
    public long limit() {
      return limit;
    }
  }
}
