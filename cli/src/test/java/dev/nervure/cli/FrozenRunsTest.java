package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values that a small profile and a small study of fibers gave before their plumbing was laid anew:
 * a change of the plumbing must not move them. The JSON may gain fields and the page may be put
 * together otherwise, but what was there stays.
 *
 * <p>{@code -Dtest.freeze=FOLDER} writes what comes out now instead of comparing; a commit that
 * does so says which value moved and why.
 */
class FrozenRunsTest {
  /**
   * Activations are float32: processors of another kind round otherwise in the seventh digit, and
   * dimensions divide logarithms of nearly equal sums.
   */
  private static final double RELATIVE = 1e-3;

  private static final double ABSOLUTE = 1e-6;

  /**
   * A random walk through a network with kinks takes another turn where rounding differs: with the
   * kernels for AVX2 and for AVX-512 the same walk had 102 and 96 steps. What is told of it may
   * move by this share, or by this much of the shares of pixels and drifts near 0. Chosen after
   * these two had been seen.
   */
  private static final double WALK_RELATIVE = 0.2;

  private static final double WALK_ABSOLUTE = 0.05;

  /** Of all numbers of a page that shows such walks, those that may be others: 0.025 were. */
  private static final double WALK_SHARE = 0.05;

  /** Where a run lies and what it ran on, not what it found. */
  private static final List<String> NOT_VALUES =
      List.of("/file", "/run", "/model", "/data", "/version", "/seconds");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aProfileIsWhatItWas() throws IOException {
    String run = folder.resolve("run").toString();
    String model = SmallNetwork.write(folder.resolve("model.onnx")).toString();
    CommandRun found =
        CommandRun.of(
                "profile",
                model,
                "--data",
                SmallNetwork.DATA,
                "--layers",
                "type:Relu",
                "--measures",
                "all",
                "--json",
                "--quiet",
                "--out",
                run)
            .succeeded();
    compare("profile", found.json(), run);
  }

  @Test
  void aStudyOfFibersIsWhatItWas() throws IOException {
    String run = folder.resolve("run").toString();
    String model = SmallNetwork.write(folder.resolve("model.onnx")).toString();
    CommandRun found =
        CommandRun.of(
                "fibers",
                "study",
                model,
                "--data",
                "glyphs:samples=40",
                "--samples",
                "4",
                "--walk",
                "directed",
                "--length",
                "1",
                "--json",
                "--quiet",
                "--out",
                run)
            .succeeded();
    compare("fibers", found.json(), run);
  }

  private void compare(String name, JsonNode json, String run) throws IOException {
    String page = CommandRun.of("report", run, "--quiet").succeeded().out().strip();
    Map<String, String> now = new TreeMap<>();
    flatten(json, "", now);
    dropWhatIsNoValue(now);
    JsonNode data = pageData(Path.of(page));
    assertThat(values(data.get("measures"))).isEqualTo(values(json.findValues("measures")));
    List<Double> shown = numbersOf(data);
    String write = System.getProperty("test.freeze", "");
    if (!write.isEmpty()) {
      Path at = Files.createDirectories(Path.of(write));
      MAPPER.writerWithDefaultPrettyPrinter().writeValue(at.resolve(name + ".json").toFile(), now);
      MAPPER.writeValue(at.resolve(name + "-page.json").toFile(), shown);
    }
    Map<String, String> missing = new TreeMap<>();
    read(name + ".json")
        .properties()
        .forEach(
            before -> {
              String here = now.getOrDefault(before.getKey(), "not there");
              if (!same(before.getKey(), before.getValue().asText(), here)) {
                missing.put(before.getKey(), before.getValue().asText() + " became " + here);
              }
            });
    assertThat(missing).as("values of the JSON of %s that moved", name).isEmpty();
    List<Double> lost = new ArrayList<>();
    JsonNode numbers = read(name + "-page.json");
    for (JsonNode number : numbers) {
      double value = number.asDouble();
      if (shown.stream().noneMatch(here -> close(value, here))) {
        lost.add(value);
      }
    }
    boolean walks = now.keySet().stream().anyMatch(FrozenRunsTest::isOfWalk);
    assertThat(lost)
        .as("numbers that the page of %s showed and does not show now", name)
        .hasSizeLessThanOrEqualTo(walks ? (int) (WALK_SHARE * numbers.size()) : 0);
  }

  /**
   * Every measured value by where it stands, with all its digits: what the page shows is what the
   * JSON says, on any machine. Over all points and by class; found at any depth.
   */
  private static Map<String, String> values(Object nodes) {
    Map<String, String> values = new TreeMap<>();
    for (Object node : (Iterable<?>) nodes) {
      addValues((JsonNode) node, values);
    }
    assertThat(values).hasSizeGreaterThan(20);
    return values;
  }

  private static void addValues(JsonNode node, Map<String, String> values) {
    if (node.has("measure") && node.has("estimate")) {
      List<String> shown = new ArrayList<>();
      for (String field : List.of("estimate", "error", "low", "high", "n", "notEstimable")) {
        shown.add(node.path(field).asText());
      }
      values.put(
          node.get("measure").asText() + " " + node.get("layer") + " " + node.get("class"),
          String.join(" ", shown));
    }
    node.forEach(child -> addValues(child, values));
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream in = FrozenRunsTest.class.getResourceAsStream("/frozen/" + resource)) {
      return MAPPER.readTree(in);
    }
  }

  private static JsonNode pageData(Path page) throws IOException {
    String text = Files.readString(page, StandardCharsets.UTF_8);
    String begin = "<script type=\"application/json\" id=\"report-data\">";
    int from = text.indexOf(begin);
    assertThat(from).as("where the page has its data").isPositive();
    return MAPPER.readTree(
        text.substring(from + begin.length(), text.indexOf("</script>", from + begin.length())));
  }

  private static void flatten(JsonNode node, String path, Map<String, String> into) {
    if (node.isValueNode()) {
      into.put(path, node.asText());
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(node.get(i), path + "/" + i, into);
      }
    } else {
      node.properties()
          .forEach(field -> flatten(field.getValue(), path + "/" + field.getKey(), into));
    }
  }

  private static void dropWhatIsNoValue(Map<String, String> leaves) {
    leaves.keySet().removeIf(path -> NOT_VALUES.stream().anyMatch(path::endsWith));
  }

  /** The different numbers with a fraction, ascending: whole ones are everywhere. */
  private static List<Double> numbersOf(JsonNode data) {
    Map<String, String> leaves = new TreeMap<>();
    flatten(data, "", leaves);
    dropWhatIsNoValue(leaves);
    TreeSet<Double> numbers = new TreeSet<>();
    for (String leaf : leaves.values()) {
      if (leaf.matches("-?\\d+\\.\\d*(E-?\\d+)?")) {
        double number = Double.parseDouble(leaf);
        if (number != Math.rint(number)) {
          numbers.add(number);
        }
      }
    }
    return new ArrayList<>(numbers);
  }

  /** Whether a value is of a random walk; one towards an input or the boundary is not. */
  private static boolean isOfWalk(String path) {
    return path.contains("/walk/") || path.contains("/walk_");
  }

  private static boolean same(String path, String before, String here) {
    if (before.equals(here)) {
      return true;
    }
    try {
      double from = Double.parseDouble(before);
      double to = Double.parseDouble(here);
      return close(from, to)
          || (isOfWalk(path)
              && Math.abs(from - to) <= WALK_ABSOLUTE + WALK_RELATIVE * Math.abs(from));
    } catch (NumberFormatException text) {
      return false;
    }
  }

  private static boolean close(double before, double here) {
    return Math.abs(before - here) <= ABSOLUTE + RELATIVE * Math.abs(before);
  }
}
