package dev.nervure.study.fiber.members;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.run.PlainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of the inputs that are finished, on the disk until the data set is written: what a
 * run that is stopped leaves to the next one. An input is there when its {@code .json} is, which is
 * written after its {@code .npy}. Safe for use by several threads, each with inputs of its own.
 */
final class KeptMembers {
  private static final String NAME = "members.part";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  /**
   * Those of a data set.
   *
   * @param dataSet folder of the data set; made where it is missing
   */
  KeptMembers(Path dataSet) {
    this.folder = dataSet.resolve(NAME);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Members of one input as they were drawn.
   *
   * @param points each flat; at least one
   * @param stops why the walk to each ended; empty for the points of a chain
   * @param leftOut why those that are missing are, one text each
   * @param effectiveSamples how many independent ones the points of a chain are worth; null where
   *     they are independent
   */
  record Drawn(
      List<double[]> points,
      List<String> stops,
      List<String> leftOut,
      @Nullable Double effectiveSamples) {}

  /**
   * Members of one input.
   *
   * @param points one a row, flat
   * @param stops why the walk to each ended; empty for the points of a chain
   * @param leftOut why those that are missing are, one text each
   * @param effectiveSamples how many independent ones they are worth; null where they are
   *     independent
   */
  record Members(
      StoredArray points,
      List<String> stops,
      List<String> leftOut,
      @Nullable Double effectiveSamples) {

    int count() {
      return points.rows();
    }

    double[] point(int row) {
      return points.read(row, row + 1).doubles();
    }
  }

  /** The members that were kept under exactly this key; null where there are none. */
  @Nullable Members find(MemberSource source, String key) {
    Path values = values(source);
    if (!Files.exists(values) || !Files.exists(points(source))) {
      return null;
    }
    try {
      JsonNode kept = MAPPER.readTree(Files.readAllBytes(values));
      if (!kept.path("key").asText().equals(key)) {
        return null;
      }
      JsonNode effective = kept.path("effectiveSamples");
      return new Members(
          NpyReader.open(points(source)),
          texts(kept.path("stops")),
          texts(kept.path("leftOut")),
          effective.isNumber() ? effective.asDouble() : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Keeps the members of an input in place of any others of it. */
  void keep(MemberSource source, String key, Drawn drawn) {
    try {
      Files.deleteIfExists(values(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<double[]> points = drawn.points();
    int size = source.input().length;
    double[] flat = new double[points.size() * size];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i), 0, flat, i * size, size);
    }
    NpyWriter.write(points(source), NdArray.of(flat, points.size(), size));
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("key", key);
    kept.put("stops", drawn.stops());
    kept.put("leftOut", drawn.leftOut());
    kept.put("effectiveSamples", drawn.effectiveSamples());
    PlainJson.write(values(source), kept);
  }

  /**
   * Removes them, once the data set is written. Windows keeps files that are mapped: what is left
   * then serves nobody and is removed with those of the next data set in this folder.
   *
   * @return whether nothing is left
   */
  boolean delete() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path points(MemberSource source) {
    return folder.resolve(name(source) + ".npy");
  }

  private Path values(MemberSource source) {
    return folder.resolve(name(source) + ".json");
  }

  private static String name(MemberSource source) {
    return source.index() == null ? "point" : "%06d".formatted(source.index());
  }
}
