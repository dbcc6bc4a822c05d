package org.lowtide.fuzz.conformance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Files of vectors: JSON, or JSON packed with gzip; an object whose fields are the cases. Read case by case. */
final class VectorFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Is told of each case. */
  interface Visitor {

    /**
     * A case was read.
     *
     * @param name the file, a {@code #}, and the name of the case
     * @param vector what it says
     */
    void vector(String name, Json vector);

    /** A file, or what is left of it, cannot be read; the rest is read all the same. */
    void problem(String problem);
  }

  private VectorFiles() {}

  /** Reads a file, or all vectors of a folder and those below it in the order of their names. */
  static void read(Path path, Visitor visitor) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    List<Path> files = List.of(path);
    if (Files.isDirectory(path)) {
      try (Stream<Path> walk = Files.walk(path)) {
        files = walk.filter(Files::isRegularFile).filter(VectorFiles::isVectors).sorted().toList();
      }
      if (files.isEmpty()) {
        visitor.problem(path + ": holds no file that ends in .json or .json.gz");
      }
    }
    for (Path file : files) {
      readFile(file, visitor);
    }
  }

  private static boolean isVectors(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") || name.endsWith(".json.gz");
  }

  private static void readFile(Path file, Visitor visitor) {
    try (InputStream in = open(file)) {
      read(file.toString(), in, visitor);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ": line " + e.getLocation().getLineNr(); // none for what is too deep
      visitor.problem(file + line + ": must be JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      visitor.problem(file + ": cannot be read: " + e.getMessage());
    } catch (OutOfMemoryError e) { // a file of another's, which a larger heap may read
      visitor.problem(file + ": a case is too large for the memory of this JVM");
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  /** Reads cases from unpacked JSON. */
  static void read(String file, InputStream in, Visitor visitor) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        visitor.problem(file + ": must be a JSON object whose fields are cases");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = file + "#" + parser.currentName();
        parser.nextToken();
        JsonNode node = parser.readValueAsTree();
        visitor.vector(name, new Json(name, node));
      }
    }
  }
}
