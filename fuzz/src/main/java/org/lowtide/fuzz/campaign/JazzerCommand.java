package org.lowtide.fuzz.campaign;

import java.util.List;

/** The settings of the JVMs that run programs, and of Jazzer, that were measured to be worth it. */
public final class JazzerCommand {

  /** Sanitizers of Jazzer that look for other bugs than ours; without them it starts three seconds sooner. */
  private static final List<String> DISABLED_HOOKS =
      List.of(
          "BigDecimal", "ClojureLangHooks", "Deserialization", "ExpressionLanguageInjection", "FilePathTraversal",
          "LdapInjection", "NamingContextLookup", "OsCommandInjection", "ReflectiveCall", "RegexInjection",
          "RegexRoadblocks", "ScriptEngineInjection", "ServerSideRequestForgery", "SqlInjection", "TemplateInjection",
          "UnsafeSanitizer", "XPathInjection", "XmlParserSsrfGuidance");

  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

  private JazzerCommand() {}

  /**
   * Whether Jazzer is on the class path.
   *
   * @return whether it can be started
   */
  public static boolean isPresent() {
    return JazzerCommand.class.getClassLoader().getResource(JAZZER.replace('.', '/') + ".class") != null;
  }

  /**
   * Options of every JVM that runs programs.
   *
   * @return for {@code java}
   */
  public static List<String> workerOptions() {
    return List.of(
        "-Xmx1g", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow", "--enable-native-access=ALL-UNNAMED");
  }

  /**
   * What Jazzer needs besides, to start without a warning.
   *
   * @return for {@code java}
   */
  public static List<String> jvmOptions() {
    return List.of("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow", "-Xshare:off");
  }

  /**
   * Jazzer's main class and the options that do not differ from run to run.
   *
   * @param driven what it calls
   * @param instrumented patterns of the classes whose coverage guides it
   * @return what follows the class path
   */
  public static List<String> target(Class<?> driven, List<String> instrumented) {
    return List.of(
        JAZZER,
        "--target_class=" + driven.getName(),
        "--instrumentation_includes=" + String.join(":", instrumented),
        "--trace=cov",
        "--disabled_hooks=" + String.join(":", disabledHooks()),
        "--custom_hook_excludes=**",
        "-rss_limit_mb=0",
        "-timeout=0",
        "-reload=0");
  }

  /**
   * The option that fixes what libFuzzer draws: it takes 32 bits and reads 0 as "draw one".
   *
   * @param seed any number
   * @return an option
   */
  public static String seed(long seed) {
    long folded = (seed ^ (seed >>> 32)) & 0xFFFF_FFFFL;
    return "-seed=" + (folded == 0 ? 1 : folded);
  }

  private static List<String> disabledHooks() {
    return DISABLED_HOOKS.stream().map(name -> "com.code_intelligence.jazzer.sanitizers." + name).toList();
  }
}
