package org.lowtide.leak.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Writes JSON as text, indented, the same bytes on every machine. Confined to one thread. */
final class JsonText {

  /** Part of a document. */
  interface Body {
    void write() throws IOException;
  }

  /** One element of an array. */
  interface Element<T> {
    void write(T value) throws IOException;
  }

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  JsonText() {
    try {
      json = new JsonFactory().createGenerator(text);
    } catch (IOException e) {
      throw inMemory(e);
    }
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(INDENTER);
    printer.indentObjectsWith(INDENTER);
    json.setPrettyPrinter(printer);
  }

  /** The whole document: an object with this body, and a line break. */
  String document(Body body) {
    try (json) {
      json.writeStartObject();
      body.write();
      json.writeEndObject();
    } catch (IOException e) {
      throw inMemory(e);
    }
    return text + "\n";
  }

  void field(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  void field(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  void object(String name, Body body) throws IOException {
    json.writeObjectFieldStart(name);
    body.write();
    json.writeEndObject();
  }

  /** An array of objects, each with what {@code element} writes of one value. */
  <T> void objects(String name, Collection<? extends T> values, Element<T> element) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      json.writeStartObject();
      element.write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void strings(String name, Collection<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("text in memory cannot fail to be written", e);
  }
}
