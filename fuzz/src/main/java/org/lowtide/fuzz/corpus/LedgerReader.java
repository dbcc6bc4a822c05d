package org.lowtide.fuzz.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.exec.IdentityPattern;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.LedgerEntry;

/**
 * Reads ledgers: {@code {"subject": .., "entries": [{"id": .., "title": .., "program": .., "patterns": [..]}, ..]}}.
 */
public final class LedgerReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerReader() {}

  /**
   * The ledger that is shipped: the known deviations of all our subjects.
   *
   * @return its entries
   * @throws IllegalStateException where the corpus is not on the class path or module path, or is damaged
   */
  public static Ledger shipped() {
    Corpus corpus = Corpus.shipped();
    List<LedgerEntry> entries = new ArrayList<>();
    for (String name : corpus.names()) {
      if (name.startsWith(Corpus.LEDGER) && name.endsWith(".json")) {
        try {
          entries.addAll(parse(new String(corpus.bytes(name), StandardCharsets.UTF_8)).entries());
        } catch (ProgramFormatException e) {
          throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
      }
    }
    return new Ledger(entries);
  }

  /**
   * Reads one ledger.
   *
   * @param text the whole file
   * @return its entries
   * @throws ProgramFormatException where it is not of this form; the message names the entry and the rule
   */
  public static Ledger parse(String text) throws ProgramFormatException {
    try {
      JsonNode root = JSON.readTree(text);
      String subject = string(root, "subject", "a ledger");
      List<LedgerEntry> entries = new ArrayList<>();
      for (JsonNode node : array(root, "entries", "a ledger")) {
        entries.add(entry(subject, node, "entry " + entries.size()));
      }
      return new Ledger(entries);
    } catch (JsonProcessingException e) {
      throw new ProgramFormatException("not JSON: " + Names.printable(e.getOriginalMessage()), e);
    }
  }

  private static LedgerEntry entry(String subject, JsonNode node, String place) throws ProgramFormatException {
    List<IdentityPattern> patterns = new ArrayList<>();
    for (JsonNode pattern : array(node, "patterns", place)) {
      try {
        patterns.add(new IdentityPattern(pattern.asText()));
      } catch (IllegalArgumentException e) {
        throw new ProgramFormatException(place + ": " + e.getMessage(), e);
      }
    }
    return new LedgerEntry(
        string(node, "id", place), subject, string(node, "title", place), string(node, "program", place), patterns);
  }

  private static String string(JsonNode node, String field, String place) throws ProgramFormatException {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new ProgramFormatException(place + ": must have a string " + field);
    }
    return value.asText();
  }

  private static JsonNode array(JsonNode node, String field, String place) throws ProgramFormatException {
    JsonNode value = node.get(field);
    if (value == null || !value.isArray()) {
      throw new ProgramFormatException(place + ": must have an array " + field);
    }
    return value;
  }
}
