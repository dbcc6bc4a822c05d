package org.lowtide.leak;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The topmost frames of a stack below the toolkit's own, cheap to take: each is a class and a position in its byte code.
 *
 * <p>A class and a position can be those of two methods. Asking the JVM for the method of a frame costs more than taking
 * the frame, so it is done only where the frame below does not say which method it called: see {@link
 * #settlingMethods()}.
 *
 * <p>Confined to one thread until it is {@linkplain #detached() detached}.
 */
final class StackKey implements Function<Stream<StackFrame>, StackKey> {

  /**
   * How many frames make a place. The price of taking a stack is by the frame; callers further down than this are told
   * apart at {@link TrackingLevel#HISTORY} only by the eye.
   */
  static final int FRAMES = 10;

  /** The frames of the toolkit that are on top in most cases. More cost another batch of the walker, nothing else. */
  private static final int TOOLKIT_FRAMES = 4;

  // The estimate is the size of the first batch of frames that the JVM fills in, which is most of the price.
  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), FRAMES + TOOLKIT_FRAMES);

  private final Class<?>[] classes;
  private final int[] byteCodeIndices;

  /** What this key was taken from; empty once {@linkplain #detached() detached}. */
  private final StackFrame[] frames;

  private int size;
  private int hash;

  StackKey() {
    this(new Class<?>[FRAMES], new int[FRAMES], new StackFrame[FRAMES]);
  }

  private StackKey(Class<?>[] classes, int[] byteCodeIndices, StackFrame[] frames) {
    this.classes = classes;
    this.byteCodeIndices = byteCodeIndices;
    this.frames = frames;
  }

  /** Takes the caller's stack. */
  static StackKey here() {
    return WALKER.walk(new StackKey());
  }

  @Override
  public StackKey apply(Stream<StackFrame> stack) {
    Iterator<StackFrame> all = stack.iterator();
    while (size < FRAMES && all.hasNext()) {
      StackFrame frame = all.next();
      if (size > 0 || !Place.isToolkit(frame.getClassName())) {
        add(frame);
      }
    }
    return this;
  }

  private void add(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    int byteCodeIndex = frame.getByteCodeIndex();
    classes[size] = type;
    byteCodeIndices[size] = byteCodeIndex;
    frames[size] = frame;
    hash = (hash * 31 + type.hashCode()) * 31 + byteCodeIndex;
    size++;
  }

  int hash() {
    return hash;
  }

  /** Whether all frames have the same classes and positions. */
  boolean sameFrames(StackKey other) {
    if (hash != other.hash || size != other.size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (classes[i] != other.classes[i] || byteCodeIndices[i] != other.byteCodeIndices[i]) {
        return false;
      }
    }
    return true;
  }

  /** Name and descriptor of the method of a frame. */
  String method(int index) {
    StackFrame frame = frames[index];
    return frame.getMethodName() + frame.getDescriptor();
  }

  /**
   * The methods that, with the classes and positions, settle the methods of all frames: that of the last frame, and of
   * each that is not called directly by the one below it. The others are null, since each is known from the frame below:
   * by induction from the last, two stacks that agree in these, in the classes and in the positions agree in all.
   */
  @Nullable String[] settlingMethods() {
    @Nullable String[] methods = new String[size];
    String callee = size == 0 ? "" : method(0);
    for (int i = 1; i < size; i++) {
      String caller = method(i);
      if (!CallSites.of(classes[i]).isDirect(caller, byteCodeIndices[i], callee)) {
        methods[i - 1] = callee;
      }
      callee = caller;
    }
    if (size > 0) {
      methods[size - 1] = callee;
    }
    return methods;
  }

  /** This key without the frames it was taken from, to be kept and shared. */
  StackKey detached() {
    StackKey detached = new StackKey(classes, byteCodeIndices, new StackFrame[0]);
    detached.size = size;
    detached.hash = hash;
    return detached;
  }
}
