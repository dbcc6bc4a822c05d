package org.lowtide.fuzz.bytecode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.vm.Schedule;

/**
 * What fuzzing starts from: the code and call data of the shipped vectors, as the bytes of a case. The accounts of a
 * vector get the addresses of a case, wherever code names them.
 */
public final class VectorSeeds {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 2048;

  private final List<byte[]> seeds = new ArrayList<>();
  private final Set<Integer> known = new HashSet<>();

  private VectorSeeds() {}

  /**
   * Reads the shipped vectors.
   *
   * @return bytes for {@link CaseBytes#decode}, at most 2 KiB, in the order of the files
   */
  public static List<byte[]> shipped() {
    VectorSeeds seeds = new VectorSeeds();
    Corpus corpus = Corpus.shipped();
    for (String name : corpus.names()) {
      if (name.startsWith(Corpus.VECTORS) && name.endsWith(".json.gz")) {
        seeds.file(corpus.bytes(name));
      }
    }
    return seeds.seeds;
  }

  private void file(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      JSON.readTree(in).forEach(vector -> {
        if (vector.has("exec")) {
          frame(vector);
        } else {
          block(vector);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void frame(JsonNode vector) {
    JsonNode exec = vector.path("exec");
    add(Schedule.FRONTIER, vector.path("pre"), exec.path("address").asText(), exec.path("code").asText(),
        exec.path("data").asText());
  }

  private void block(JsonNode vector) {
    boolean cancun = vector.path("network").asText().equals(Schedule.CANCUN.name());
    for (JsonNode block : vector.path("blocks")) {
      for (JsonNode transaction : block.path("txs")) {
        String to = transaction.path("to").asText();
        String data = transaction.path("data").asText();
        boolean creates = to.length() <= 2;
        String code = creates ? data : vector.path("pre").path(to).path("code").asText();
        add(cancun ? Schedule.CANCUN : Schedule.SHANGHAI, vector.path("pre"), to, code, creates ? "" : data);
      }
    }
  }

  /** The code that runs first, then that of the other accounts. */
  private void add(Schedule schedule, JsonNode accounts, String address, String code, String data) {
    List<String> codes = new ArrayList<>(List.of(digits(code)));
    List<String> addresses = new ArrayList<>(List.of(digits(address)));
    for (Map.Entry<String, JsonNode> account : accounts.properties()) {
      String itsCode = digits(account.getValue().path("code").asText());
      if (!itsCode.isEmpty() && !account.getKey().equals(address)) {
        codes.add(itsCode);
        addresses.add(digits(account.getKey()));
      }
    }
    for (int i = 0; i < addresses.size(); i++) {
      String there = addresses.get(i);
      String ours = digits(VmCase.address(i).toString());
      codes.replaceAll(each -> there.isEmpty() ? each : each.replace(there, ours));
    }
    add(CaseBytes.encode(
        schedule, codes.stream().map(HexFormat.of()::parseHex).toList(), HexFormat.of().parseHex(digits(data))));
  }

  /** Keeps what has two instructions one after the other that nothing before it has. */
  private void add(byte[] seed) {
    if (seed.length <= MAX_BYTES && known.addAll(pairs(CaseBytes.decode(seed)))) {
      seeds.add(seed);
    }
  }

  private static Set<Integer> pairs(VmCase vmCase) {
    Set<Integer> pairs = new HashSet<>();
    for (List<Item> code : vmCase.codes()) {
      int before = 0;
      for (byte next : Assembler.assemble(code.stream().filter(Item.Plain.class::isInstance).toList())) {
        pairs.add((before & 0xff) << Byte.SIZE | (next & 0xff));
        before = next;
      }
    }
    return pairs;
  }

  private static String digits(String hex) {
    return hex.startsWith("0x") ? hex.substring(2) : hex;
  }
}
