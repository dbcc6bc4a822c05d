package org.lowtide.fuzz.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Target;

/** How the text form writes aims: each target in the words of its own handles. */
enum AimWords {
  MEMORY("@up", "@down", "@ended") {
    @Override
    List<Named> named() {
      return List.of(
          new Named("@innermost", Aim.INNERMOST), new Named("@parent", Aim.PARENT), new Named("@root", Aim.ROOT));
    }
  },
  ALLOCATOR("@newest", "@oldest", "@closed") {
    @Override
    List<Named> named() {
      return List.of(new Named("@newest", Aim.INNERMOST), new Named("@oldest", Aim.ROOT));
    }
  };

  private final String up;
  private final String down;
  private final String ended;

  AimWords(String up, String down, String ended) {
    this.up = up;
    this.down = down;
    this.ended = ended;
  }

  static AimWords of(Target target) {
    return target == Target.MEMORY ? MEMORY : ALLOCATOR;
  }

  /** The aims that have a word of their own, before what is left is counted. */
  abstract List<Named> named();

  String format(Aim aim) {
    for (Named each : named()) {
      if (each.aim.equals(aim)) {
        return each.word;
      }
    }
    return prefix(aim.target()) + aim.index();
  }

  /** The aim that has a word of its own, or null. */
  @Nullable Aim named(String word) {
    for (Named each : named()) {
      if (each.word.equals(word)) {
        return each.aim;
      }
    }
    return null;
  }

  /** What comes before the index. */
  String prefix(Aim.Target target) {
    return switch (target) {
      case UP -> up;
      case DOWN -> down;
      case ENDED -> ended;
    };
  }

  /** All words, for a message. */
  String all() {
    StringBuilder out = new StringBuilder();
    named().forEach(each -> out.append(each.word).append(", "));
    return out.append(up).append("N, ").append(down).append("N or ").append(ended).append('N').toString();
  }

  /** An aim with a word of its own. */
  record Named(String word, Aim aim) {}
}
