package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the class file of {@link Calls} says of its call instructions. */
final class CallSitesTest {

  private static final String TARGET = "target()Ljava/lang/String;";

  @Test
  void staticAndVirtualAndSpecialCallsAreDirect() {
    assertThat(directCallsOf("callsStatic()Ljava/lang/String;", "staticTarget()Ljava/lang/String;")).hasSize(1);
    assertThat(directCallsOf("callsVirtual()Ljava/lang/String;", TARGET)).hasSize(1);
    assertThat(directCallsOf("callsSuper()Ljava/lang/String;", "toString()Ljava/lang/String;")).hasSize(1);
  }

  @Test
  void interfaceCallsAreNot() {
    assertThat(directCallsOf("callsInterface(Ljava/util/function/Supplier;)Ljava/lang/String;",
        "get()Ljava/lang/Object;")).isEmpty();
  }

  @Test
  void theCalleeHasToHaveTheSameDescriptor() {
    assertThat(directCallsOf("callsVirtual()Ljava/lang/String;", "target()V")).isEmpty();
    assertThat(directCallsOf("noSuchMethod()V", TARGET)).isEmpty();
  }

  @Test
  void aClassWithoutAClassFileHasNone() {
    Supplier<String> hidden = () -> "";
    assertThat(CallSites.of(hidden.getClass()).isDirect("get()Ljava/lang/Object;", 0, TARGET)).isFalse();
    assertThat(CallSites.of(int[].class).isDirect("a()V", 0, TARGET)).isFalse();
  }

  private static List<Integer> directCallsOf(String caller, String callee) {
    CallSites sites = CallSites.of(Calls.class);
    return IntStream.range(0, 64).filter(at -> sites.isDirect(caller, at, callee)).boxed().toList();
  }

  /** A call of each kind; read, never run. */
  @SuppressWarnings({"unused", "UnusedMethod"})
  private static class Calls {

    String target() {
      return "";
    }

    static String staticTarget() {
      return "";
    }

    String callsStatic() {
      return staticTarget();
    }

    String callsVirtual() {
      return target();
    }

    String callsSuper() {
      return super.toString();
    }

    String callsInterface(Supplier<String> supplier) {
      return supplier.get();
    }
  }
}
