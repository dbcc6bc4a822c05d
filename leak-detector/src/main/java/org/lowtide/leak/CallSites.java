package org.lowtide.leak;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the class file of a class says of the positions at which its methods can call others: so that the JVM need not be
 * asked for the method of each frame, which costs more than the rest of a frame.
 *
 * <p>A position settles the method where only one method of the class can call something from it. And a frame that was
 * reached by {@code invokestatic}, {@code invokespecial} or {@code invokevirtual} runs a method of just the name and
 * descriptor that the instruction names: a direct call. An interface call can end in the body of a lambda, whose frames
 * in between are hidden; reflection, method handles and native code call by other means. None of those is direct.
 *
 * <p>An agent may have changed a class as it was loaded. One that added methods is seen by their number, and its class
 * file is not trusted; one that only moved positions mostly puts instructions where the class file has none, and then
 * nothing is settled either.
 *
 * <p>Facts about loaded classes, kept as long as the class is; they never change.
 */
final class CallSites {

  /** Instructions that run other code: a callee, a class's initialiser, or what loads a class. */
  private static final Set<Opcode> CALLING =
      EnumSet.of(
          Opcode.INVOKEVIRTUAL,
          Opcode.INVOKESPECIAL,
          Opcode.INVOKESTATIC,
          Opcode.INVOKEINTERFACE,
          Opcode.INVOKEDYNAMIC,
          Opcode.NEW,
          Opcode.ANEWARRAY,
          Opcode.MULTIANEWARRAY,
          Opcode.GETSTATIC,
          Opcode.PUTSTATIC,
          Opcode.GETFIELD,
          Opcode.PUTFIELD,
          Opcode.CHECKCAST,
          Opcode.INSTANCEOF,
          Opcode.LDC,
          Opcode.LDC_W,
          Opcode.LDC2_W);

  private static final ClassFile READER =
      ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private static final ClassValue<CallSites> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected CallSites computeValue(Class<?> type) {
          return read(type);
        }
      };

  private static final String SEVERAL = "";

  /** By method, then by the position of the instruction in bytes. */
  private final Map<String, Map<Integer, String>> directCalls = new HashMap<>();

  /** The method that can call from a position, or {@link #SEVERAL}. */
  private final Map<Integer, String> callers = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private final Set<String> overloaded = new HashSet<>();

  private CallSites() {}

  /** The call sites of a class; none where its class file cannot be had or trusted, as that of a hidden class. */
  static CallSites of(Class<?> type) {
    return OF_CLASS.get(type);
  }

  /**
   * Whether an instruction is a direct call of a method.
   *
   * @param caller name and descriptor of the method that has the instruction
   * @param byteCodeIndex the position of the instruction
   * @param callee name and descriptor of the method that runs
   */
  boolean isDirect(String caller, int byteCodeIndex, String callee) {
    Map<Integer, String> calls = directCalls.get(caller);
    return calls != null && callee.equals(calls.get(byteCodeIndex));
  }

  /** Whether a method, by name and descriptor, is the only one of the class that can call something from a position. */
  boolean isOnlyCaller(String method, int byteCodeIndex) {
    return method.equals(callers.get(byteCodeIndex));
  }

  /** Whether the class has just one method of a name. */
  boolean isOnlyOfName(String name) {
    return names.contains(name) && !overloaded.contains(name);
  }

  /** Never fails, since an allocation waits for it: frames of a class that cannot be read are named one by one. */
  private static CallSites read(Class<?> type) {
    String name = type.getName();
    try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      if (in == null) {
        return new CallSites();
      }
      ClassModel model = READER.parse(in.readAllBytes());
      return isAsLoaded(model, type) ? read(model) : new CallSites();
    } catch (IOException | RuntimeException | LinkageError e) {
      // A class file of a later version than this JDK knows, a class loader of its own mind, a signature without its class.
      return new CallSites();
    }
  }

  private static boolean isAsLoaded(ClassModel model, Class<?> type) {
    long methods =
        model.methods().stream().filter(m -> !m.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)).count();
    return methods == type.getDeclaredMethods().length + type.getDeclaredConstructors().length;
  }

  private static CallSites read(ClassModel model) {
    CallSites sites = new CallSites();
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      if (!sites.names.add(name)) {
        sites.overloaded.add(name);
      }
      method.code().ifPresent(code -> sites.add(name + method.methodType().stringValue(), code));
    }
    return sites;
  }

  private void add(String method, CodeModel code) {
    Map<Integer, String> calls = new HashMap<>();
    int byteCodeIndex = 0;
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        if (CALLING.contains(instruction.opcode())) {
          callers.merge(byteCodeIndex, method, (_, _) -> SEVERAL);
        }
        if (instruction instanceof InvokeInstruction call && call.opcode() != Opcode.INVOKEINTERFACE) {
          calls.put(byteCodeIndex, call.name().stringValue() + call.type().stringValue());
        }
        byteCodeIndex += instruction.sizeInBytes();
      }
    }
    directCalls.put(method, calls);
  }
}
