package org.lowtide.fuzz.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Sizes;

/**
 * The model of a pool: which blocks are live and how large they are. It knows no bytes; those are kept beside it.
 *
 * <p>Handles are blocks. Where a pool that is closed with live blocks may refuse that or close them (A13), this model
 * closes them: whoever sees a refusal does not {@link #apply} the call.
 */
public final class AllocatorModel implements Model {

  /** The most bytes that a program can have live in any pool, in bytes: 1 GiB. */
  static final long MAX_LIMIT_BYTES = 1L << 30;

  private final long limit;
  private final long largestBlock;
  private final List<Long> sizes = new ArrayList<>();
  private final List<Boolean> ended = new ArrayList<>();
  private final List<Integer> live = new ArrayList<>();
  private final List<Integer> closed = new ArrayList<>();
  private long total;
  private boolean poolClosed;

  /**
   * Opens a model.
   *
   * @param header accepted by {@link Model#checkOpen}
   * @param maxTotalBytes the most bytes that blocks may have together, whatever the limit
   * @param largestBlockBytes the largest block that the pool hands out
   */
  public AllocatorModel(Header header, long maxTotalBytes, long largestBlockBytes) {
    this.limit = limitBytes(header, maxTotalBytes);
    this.largestBlock = largestBlockBytes;
  }

  /**
   * The limit that a pool is opened with: that of the header, cut to what a run may use.
   *
   * @param header any header
   * @param maxTotalBytes the most bytes that a run may use
   * @return bytes; negative where that of the header is
   */
  public static long limitBytes(Header header, long maxTotalBytes) {
    return Math.min(header.limitBytes(), Math.min(maxTotalBytes, MAX_LIMIT_BYTES));
  }

  @Override
  public int resolve(Aim aim) {
    List<Integer> from = aim.target() == Aim.Target.ENDED ? closed : live;
    if (from.isEmpty()) {
      return NO_HANDLE;
    }
    int last = from.size() - 1;
    int index = aim.target() == Aim.Target.DOWN ? aim.index() : last - aim.index();
    return from.get(Math.clamp(index, 0, last));
  }

  @Override
  public Sizes sizes(int handle) {
    return new View(handle == WHOLE || hasEnded(handle) ? 0 : size(handle));
  }

  @Override
  public Status check(Call call) {
    return switch (call.code()) {
      case ALLOCATE, ALLOCATE_ZEROED -> checkAllocation(call.a());
      case CLOSE_POOL -> Status.OK;
      default -> hasEnded(call.handle()) ? Status.ILLEGAL_STATE : Status.OK;
    };
  }

  private Status checkAllocation(long byteSize) {
    for (Status refusal : List.of(Status.ILLEGAL_ARGUMENT, Status.ILLEGAL_STATE, Status.ALLOCATION_FAILED)) {
      if (mayRefuse(byteSize, refusal)) {
        return refusal;
      }
    }
    return Status.OK;
  }

  /**
   * Whether an allocation may be refused in a given way: where there are several reasons, any of them will do.
   *
   * @param byteSize the bytes asked for
   * @param refusal how it is refused
   * @return whether the contract has a reason for that
   */
  public boolean mayRefuse(long byteSize, Status refusal) {
    return switch (refusal) {
      case ILLEGAL_ARGUMENT -> byteSize < 1;
      case ILLEGAL_STATE -> poolClosed;
      case ALLOCATION_FAILED -> byteSize > largestBlock || byteSize > limit - total;
      default -> false;
    };
  }

  @Override
  public Outcome apply(Call call) {
    switch (call.code()) {
      case ALLOCATE, ALLOCATE_ZEROED -> {
        live.add(sizes.size());
        sizes.add(call.a());
        ended.add(false);
        total += call.a();
      }
      case CLOSE, CLOSE_ELSEWHERE -> end(Collections.binarySearch(live, call.handle()));
      case CLOSE_POOL -> {
        while (!live.isEmpty()) {
          end(live.size() - 1);
        }
        poolClosed = true;
      }
      default -> {}
    }
    return Outcome.DONE;
  }

  private void end(int index) {
    int handle = live.get(index);
    live.subList(index, index + 1).clear();
    ended.set(handle, true);
    closed.add(handle);
    total -= size(handle);
  }

  @Override
  public int handleCount() {
    return sizes.size();
  }

  @Override
  public boolean hasEnded(int handle) {
    return ended.get(handle);
  }

  @Override
  public String state() {
    String blocks = live.size() + (live.size() == 1 ? " block, " : " blocks, ") + total + " live";
    return poolClosed ? "pool closed" : blocks;
  }

  /**
   * The size of a block.
   *
   * @param handle the number of a handle
   * @return bytes, the same before and after its close
   */
  public long size(int handle) {
    return sizes.get(handle);
  }

  /**
   * The blocks that are live.
   *
   * @return their handles, the oldest first; a view
   */
  public List<Integer> live() {
    return Collections.unmodifiableList(live);
  }

  /**
   * The sizes of the live blocks together.
   *
   * @return bytes
   */
  public long total() {
    return total;
  }

  /**
   * Whether the pool is closed.
   *
   * @return true once it was
   */
  public boolean isPoolClosed() {
    return poolClosed;
  }

  /** What operands of a call are relative to. */
  private final class View implements Sizes {

    private final long size;

    View(long size) {
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long total() {
      return total;
    }

    @Override
    public long capacity() {
      return 0;
    }

    @Override
    public long limit() {
      return limit;
    }
  }
}
