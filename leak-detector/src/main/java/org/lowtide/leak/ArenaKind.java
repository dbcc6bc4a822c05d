package org.lowtide.leak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The arenas that the JDK has, told apart by their scopes: someone's own arena has the scope of one of them. */
enum ArenaKind {
  CONFINED("confined arena"),
  SHARED("shared arena"),
  AUTOMATIC("automatic arena"),
  GLOBAL("global arena");

  private static final Class<?> CONFINED_SCOPE = closedScope(Arena.ofConfined());
  private static final Class<?> AUTOMATIC_SCOPE = Arena.ofAuto().scope().getClass();

  final String text;

  ArenaKind(String text) {
    this.text = text;
  }

  static ArenaKind of(Arena arena) {
    MemorySegment.Scope scope = arena.scope();
    if (scope.equals(Arena.global().scope())) {
      return GLOBAL;
    }
    if (scope.getClass() == AUTOMATIC_SCOPE) {
      return AUTOMATIC;
    }
    return scope.getClass() == CONFINED_SCOPE ? CONFINED : SHARED;
  }

  private static Class<?> closedScope(Arena arena) {
    try (arena) {
      return arena.scope().getClass();
    }
  }
}
