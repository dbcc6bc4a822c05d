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
   * How many frames make a place: callers further down are not told apart. The price of taking a stack is by the frame.
   */
  static final int FRAMES = 10;

  /**
   * The frames of the toolkit that are on top: five of the tracker's own, and one for a decorator around it. With fewer
   * than there are the walker fetches a second batch, which more than doubles the price; each spare one costs some 3 %.
   */
  static final int TOOLKIT_FRAMES = 6;

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

  /** Whether the method of a frame is one that {@link #settlingMethods()} named. */
  boolean isMethod(int index, String method) {
    StackFrame frame = frames[index];
    String name = frame.getMethodName();
    return method.startsWith(name)
        && (method.length() == name.length() || method.equals(name + frame.getDescriptor()));
  }

  /**
   * The methods that, with the classes and positions, settle the methods of all frames. That of a frame is null where its
   * position settles it, or where the frame below calls it directly: by induction from the last frame, two stacks that
   * agree in the classes, the positions and these methods agree in all. A method is a name, with the descriptor where the
   * class has another of that name.
   */
  @Nullable String[] settlingMethods() {
    @Nullable String[] methods = new String[size];
    String callee = "";
    for (int i = 0; i < size; i++) {
      CallSites sites = CallSites.of(classes[i]);
      String name = frames[i].getMethodName();
      String caller = name + frames[i].getDescriptor();
      if (i > 0 && sites.isDirect(caller, byteCodeIndices[i], callee)) {
        methods[i - 1] = null;
      }
      if (!sites.isOnlyCaller(caller, byteCodeIndices[i])) {
        methods[i] = sites.isOnlyOfName(name) ? name : caller;
      }
      callee = caller;
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
