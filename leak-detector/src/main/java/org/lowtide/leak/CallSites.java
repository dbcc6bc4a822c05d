package org.lowtide.leak;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which method each call instruction of a class names, read from its class file.
 *
 * <p>A frame that was reached by {@code invokestatic}, {@code invokespecial} or {@code invokevirtual} runs a method of
 * just the name and descriptor that the instruction names: so who knows the caller's method and the position in it need
 * not ask the JVM for the callee's name, which costs more than the rest of a frame. An interface call can end in the
 * body of a lambda, whose frames in between are hidden; reflection, method handles and native code call by other means.
 * None of those is a direct call.
 *
 * <p>Facts about loaded classes, kept as long as the class is; they never change.
 */
final class CallSites {

  private static final ClassFile READER =
      ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private static final ClassValue<CallSites> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected CallSites computeValue(Class<?> type) {
          return new CallSites(read(type));
        }
      };

  /** By method, then by the position of the instruction in bytes. */
  private final Map<String, Map<Integer, String>> directCalls;

  private CallSites(Map<String, Map<Integer, String>> directCalls) {
    this.directCalls = directCalls;
  }

  /** The call sites of a class; none where its class file cannot be had, as that of a hidden class. */
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

  /** Never fails, since an allocation waits for it: frames of a class that cannot be read are named one by one. */
  private static Map<String, Map<Integer, String>> read(Class<?> type) {
    String name = type.getName();
    try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      return in == null ? Map.of() : read(in.readAllBytes());
    } catch (IOException | RuntimeException e) {
      return Map.of(); // a class file of a later version than this JDK knows, or a class loader of its own mind
    }
  }

  private static Map<String, Map<Integer, String>> read(byte[] classFile) {
    Map<String, Map<Integer, String>> methods = new HashMap<>();
    for (MethodModel method : READER.parse(classFile).methods()) {
      Optional<CodeModel> code = method.code();
      if (code.isPresent()) {
        methods.put(method.methodName().stringValue() + method.methodType().stringValue(), calls(code.get()));
      }
    }
    return methods;
  }

  private static Map<Integer, String> calls(CodeModel code) {
    Map<Integer, String> calls = new HashMap<>();
    int byteCodeIndex = 0;
    for (CodeElement element : code) {
      if (element instanceof InvokeInstruction call && call.opcode() != Opcode.INVOKEINTERFACE) {
        calls.put(byteCodeIndex, call.name().stringValue() + call.type().stringValue());
      }
      if (element instanceof Instruction instruction) {
        byteCodeIndex += instruction.sizeInBytes();
      }
    }
    return calls;
  }
}
