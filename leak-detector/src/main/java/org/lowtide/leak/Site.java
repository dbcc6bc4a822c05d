package org.lowtide.leak;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One distinct stack, shared by all blocks that were allocated with it. Immutable.
 *
 * <p>Its identity are the topmost frames, each as class and position in the byte code, and as method where these two do
 * not settle it; see {@link StackKey}. The whole stack of the first time it was seen is kept as a {@link Place}.
 */
final class Site implements Trace {

  private static final String ALLOCATED = "allocated here";
  private static final StackKey NO_KEY = new StackKey();

  private final StackKey key;

  /** The method of each frame that has to be asked for, null for the others: see {@link StackKey#settlingMethods()}. */
  private final @Nullable String[] methods;

  private final Place place;

  private Site(StackKey key, @Nullable String[] methods, Place place) {
    this.key = key;
    this.methods = methods;
    this.place = place;
  }

  /** A stack of its own that is equal to no other: the caller's, whole. */
  static Site single() {
    return new Site(NO_KEY, new String[0], new Place(ALLOCATED));
  }

  /** The stack of a key; the caller's is the same. */
  static Site of(StackKey key) {
    return new Site(key.detached(), key.settlingMethods(), new Place(ALLOCATED));
  }

  /** Whether a stack is this one. */
  boolean matches(StackKey other) {
    if (!key.sameFrames(other)) {
      return false;
    }
    for (int i = 0; i < methods.length; i++) {
      if (methods[i] != null && !other.isMethod(i, methods[i])) {
        return false;
      }
    }
    return true;
  }

  int hash() {
    return key.hash();
  }

  Place place() {
    return place;
  }

  List<StackTraceElement> frames() {
    return place.frames();
  }

  @Override
  public Site site() {
    return this;
  }

  @Override
  public String toString() {
    return "Site" + Arrays.toString(methods);
  }
}
