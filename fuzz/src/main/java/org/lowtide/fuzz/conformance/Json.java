package org.lowtide.fuzz.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.World;

/**
 * A place in a vector, and what is read from it. Numbers and bytes are hex with {@code 0x}; what nobody asks for is
 * ignored.
 *
 * @param path how messages name the place
 * @param node what is there; missing where nothing is
 */
record Json(String path, JsonNode node) {

  private static final int WORD_BITS = 256;

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** The first of those fields that is there; one that is missing is named by its first name. */
  Json atAny(String field, String other) throws VectorException {
    return at(has(other) && !has(field) ? other : field);
  }

  Json at(String field) throws VectorException {
    Json inner = new Json(path + "." + field, node.path(field));
    if (!has(field)) {
      throw inner.error("is missing");
    }
    return inner;
  }

  List<Json> elements() throws VectorException {
    if (!node.isArray()) {
      throw error("must be a list");
    }
    List<Json> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Json(path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  Map<String, Json> fields() throws VectorException {
    if (!node.isObject()) {
      throw error("must be an object");
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    node.properties().forEach(each -> fields.put(each.getKey(), new Json(path + "." + each.getKey(), each.getValue())));
    return fields;
  }

  String text() throws VectorException {
    if (!node.isTextual()) {
      throw error("must be a string");
    }
    return node.textValue();
  }

  byte[] bytes() throws VectorException {
    String text = text();
    try {
      return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    } catch (IllegalArgumentException e) {
      throw error("must be bytes in hex, was '" + abbreviated(text) + "'");
    }
  }

  byte[] bytes32() throws VectorException {
    byte[] bytes = bytes();
    if (bytes.length != WORD_BITS / Byte.SIZE) {
      throw error("must have 32 bytes, had " + bytes.length);
    }
    return bytes;
  }

  BigInteger number() throws VectorException {
    return number(node.isIntegralNumber() ? node.bigIntegerValue().toString(16) : text());
  }

  /** The number in a field; 0 where there is none. */
  BigInteger numberAt(String field) throws VectorException {
    return has(field) ? at(field).number() : BigInteger.ZERO;
  }

  private BigInteger number(String text) throws VectorException {
    try {
      String digits = text.startsWith("0x") ? text.substring(2) : text;
      BigInteger number = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 16);
      if (number.signum() >= 0 && number.bitLength() <= WORD_BITS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw error("must be a number in hex of at most 256 bits, was '" + abbreviated(text) + "'");
  }

  long longNumber() throws VectorException {
    BigInteger number = number();
    if (number.bitLength() > 63) {
      throw error("must be below 2^63, was " + number);
    }
    return number.longValue();
  }

  Address address() throws VectorException {
    return address(text());
  }

  private Address address(String text) throws VectorException {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw error("must be an address of 40 hex digits, was '" + abbreviated(text) + "'");
    }
  }

  World world() throws VectorException {
    World world = new World();
    for (Map.Entry<String, Json> each : fields().entrySet()) {
      world.put(address(each.getKey()), each.getValue().account());
    }
    return world;
  }

  private Account account() throws VectorException {
    Map<BigInteger, BigInteger> storage = new TreeMap<>();
    if (has("storage")) {
      for (Map.Entry<String, Json> slot : at("storage").fields().entrySet()) {
        storage.put(slot.getValue().number(slot.getKey()), slot.getValue().number());
      }
    }
    BigInteger nonce = numberAt("nonce");
    if (nonce.bitLength() > Long.SIZE) {
      throw at("nonce").error("must be below 2^64, was " + nonce);
    }
    byte[] code = has("code") ? at("code").bytes() : new byte[0];
    return new Account(nonce.longValue(), numberAt("balance"), code, storage);
  }

  VectorException error(String rule) {
    return new VectorException(path + " " + rule);
  }

  private static String abbreviated(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
