package org.lowtide.leak.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Asks the other parameter resolvers that JUnit knows of whether a parameter is theirs. JUnit refuses a parameter that two
 * claim, so a module with its own resolver for an {@code Arena} must not meet ours.
 *
 * <p>JUnit does not hand out its resolvers; this finds them where they are declared. Those declared by type are asked
 * through an instance of our own.
 */
final class OtherResolvers {

  private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";

  private OtherResolvers() {}

  static boolean resolve(ParameterContext parameter, ExtensionContext context) {
    return declared(parameter, context).anyMatch(resolver -> supports(resolver, parameter, context));
  }

  private static boolean supports(ParameterResolver resolver, ParameterContext parameter, ExtensionContext context) {
    try {
      return resolver.supportsParameter(parameter, context);
    } catch (RuntimeException e) {
      return true; // what it says here is for JUnit to report
    }
  }

  private static Stream<ParameterResolver> declared(ParameterContext parameter, ExtensionContext context) {
    List<AnnotatedElement> elements = new ArrayList<>();
    elements.add(parameter.getParameter());
    elements.add(parameter.getDeclaringExecutable());
    for (Optional<ExtensionContext> at = Optional.of(context); at.isPresent(); at = at.get().getParent()) {
      at.get().getElement().ifPresent(elements::add);
    }
    Stream<ParameterResolver> byType = elements.stream()
        .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream())
        .flatMap(extendWith -> Stream.of(extendWith.value())).distinct()
        .filter(OtherResolvers::isOther).flatMap(OtherResolvers::made);
    Stream<ParameterResolver> byField = elements.stream().filter(Class.class::isInstance)
        .flatMap(testClass -> fields((Class<?>) testClass, context));
    return Stream.of(byType, byField, autodetected(context)).flatMap(resolvers -> resolvers);
  }

  private static boolean isOther(Class<?> extension) {
    return ParameterResolver.class.isAssignableFrom(extension) && extension != LeakCheckExtension.class;
  }

  private static Stream<ParameterResolver> made(Class<?> type) {
    return ReflectionSupport.newInstance(type) instanceof ParameterResolver resolver
        ? Stream.of(resolver)
        : Stream.empty();
  }

  private static Stream<ParameterResolver> fields(Class<?> testClass, ExtensionContext context) {
    return AnnotationSupport.findAnnotatedFields(testClass, RegisterExtension.class).stream()
        .flatMap(field -> value(field, context).stream())
        .filter(value -> isOther(value.getClass())).map(ParameterResolver.class::cast);
  }

  private static Optional<Object> value(Field field, ExtensionContext context) {
    Object instance = context.getTestInstances().flatMap(all -> all.findInstance(field.getDeclaringClass()))
        .orElse(null);
    return ReflectionSupport.tryToReadFieldValue(field, instance).toOptional();
  }

  /** Looked for once a run, since it reads files; only where JUnit does so too. */
  private static Stream<ParameterResolver> autodetected(ExtensionContext context) {
    Store store = context.getRoot().getStore(LeakCheckExtension.NAMESPACE);
    return store.getOrComputeIfAbsent(OtherResolvers.class, _ -> autodetectedOnce(context), Found.class).resolvers()
        .stream();
  }

  private static Found autodetectedOnce(ExtensionContext context) {
    if (!context.getConfigurationParameter(AUTODETECTION, Boolean::valueOf).orElse(false)) {
      return new Found(List.of());
    }
    return new Found(ServiceLoader.load(Extension.class).stream().filter(each -> isOther(each.type()))
        .map(each -> (ParameterResolver) each.get()).toList());
  }

  private record Found(List<ParameterResolver> resolvers) {}
}
