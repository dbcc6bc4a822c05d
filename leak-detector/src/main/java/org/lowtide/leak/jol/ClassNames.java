package org.lowtide.leak.jol;

import java.util.regex.Pattern;

/** How classes are named: arrays as in Java, hidden classes without the address that each run gives them. */
final class ClassNames {

  private static final Pattern ADDRESS = Pattern.compile("/0x[0-9a-f]+");

  private ClassNames() {}

  static String of(Class<?> type) {
    return ADDRESS.matcher(type.getTypeName()).replaceAll("");
  }
}
