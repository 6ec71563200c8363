package dev.nervure.study.fiber;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set of members: {@code samples.npy}, {@code labels.npy}, {@code sources.npy},
 * for images {@code members.png}, and {@code members.json}, which is written last and says that the
 * others are complete.
 */
final class MemberFiles {
  /** The manifest with the guarantee. */
  static final String FILE_NAME = "members.json";

  private static final String SAMPLES = "samples.npy";
  private static final String LABELS = "labels.npy";
  private static final String SOURCES = "sources.npy";
  private static final String PICTURE = "members.png";
  private static final String KEY = "key";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int SHORTEST_SIDE = 56;
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 12;

  private final Model model;
  private final MemberOptions options;
  private final String key;
  private final Path folder;

  /**
   * The files in a folder.
   *
   * @param key of everything that the members depend on
   */
  MemberFiles(Model model, MemberOptions options, String key, Path folder) {
    this.model = model;
    this.options = options;
    this.key = key;
    this.folder = folder;
  }

  /**
   * An input with its members, or why there are none.
   *
   * @param members null where it failed
   * @param failed null where it has members
   */
  record Family(
      MemberSource source, KeptMembers.@Nullable Members members, @Nullable String failed) {}

  /** What {@code members.json} says where the data set of this key is complete; else null. */
  @Nullable Map<String, Object> finished() {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      Map<String, Object> manifest =
          MAPPER.readValue(
              Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {});
      boolean complete = key.equals(manifest.get(KEY)) && manifest.get("files") instanceof List<?>;
      if (complete && manifest.get("files") instanceof List<?> files) {
        for (Object name : files) {
          complete &= Files.isRegularFile(folder.resolve(String.valueOf(name)));
        }
      }
      return complete ? manifest : null;
    } catch (IOException e) {
      return null; // no manifest of ours: it is written anew
    }
  }

  /**
   * Writes them all.
   *
   * @param modelName its file, for the manifest
   * @param data description of the data, for the manifest
   * @return what is in {@code members.json}
   */
  Map<String, Object> write(
      List<Family> families, int[] sampleShape, int[] pictureShape, String modelName, String data) {
    try {
      Files.deleteIfExists(folder.resolve(FILE_NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Family> good = families.stream().filter(one -> one.members() != null).toList();
    MemberLabels labels = new MemberLabels(model, good);
    writeArrays(good, labels, sampleShape);
    ImageLayout layout = ImageLayout.of(pictureShape);
    boolean drawn = layout != null && layout.size() == model.input().size();
    if (layout != null && drawn) {
      PngFile.write(sheet(good, layout), folder.resolve(PICTURE));
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("nervure", ToolVersion.TEXT);
    manifest.put("model", modelName);
    manifest.put("data", data);
    describe(manifest, families, sampleShape);
    manifest.put("labels", labels.origin());
    manifest.put("notes", notes(families, labels));
    List<String> files = new ArrayList<>(List.of(SAMPLES, LABELS, SOURCES));
    if (drawn) {
      files.add(PICTURE);
    }
    manifest.put("files", files);
    manifest.put(KEY, key);
    PlainJson.write(folder.resolve(FILE_NAME), manifest);
    return manifest;
  }

  private void writeArrays(List<Family> families, MemberLabels labelled, int[] sampleShape) {
    try (NpyWriter samples =
            NpyWriter.create(folder.resolve(SAMPLES), ElementType.FLOAT64, sampleShape);
        NpyWriter labels = NpyWriter.create(folder.resolve(LABELS), ElementType.INT64);
        NpyWriter sources = NpyWriter.create(folder.resolve(SOURCES), ElementType.INT64)) {
      for (int row = 0; row < families.size(); row++) {
        Family family = families.get(row);
        Integer index = family.source().index();
        KeptMembers.Members members = of(family);
        for (int i = 0; i < members.count(); i++) {
          samples.append(NdArray.of(members.point(i), one(sampleShape)));
          labels.append(NdArray.of(new long[] {labelled.of(row, i)}, 1));
          sources.append(NdArray.of(new long[] {index == null ? -1 : index}, 1));
        }
      }
    }
  }

  private static int[] one(int[] sampleShape) {
    int[] one = new int[sampleShape.length + 1];
    one[0] = 1;
    System.arraycopy(sampleShape, 0, one, 1, sampleShape.length);
    return one;
  }

  static KeptMembers.Members of(Family family) {
    if (family.members() == null) {
      throw new IllegalStateException("an input without members: " + family.failed());
    }
    return family.members();
  }

  /** What the user should know, in whole sentences. */
  private List<String> notes(List<Family> families, MemberLabels labels) {
    Set<String> notes = new LinkedHashSet<>();
    // What is read off the logits differs between inputs in which of them are the largest.
    if (families.size() == 1 || !HeldOutput.isReadOffLogits(options.hold())) {
      double[] first = families.get(0).source().input();
      notes.addAll(HeldOutput.of(model, options.hold(), first).warnings());
    }
    String ofLabels = labels.note(options.hold());
    if (ofLabels != null) {
      notes.add(ofLabels);
    }
    for (Family family : families) {
      String input =
          family.source().index() == null ? "the input" : "input " + family.source().index();
      KeptMembers.Members members = family.members();
      if (members == null) {
        notes.add("%s has no members: %s.".formatted(input, family.failed()));
      } else if (!members.leftOut().isEmpty()) {
        notes.add(
            "%d of %d members of %s are left out; the first one: %s."
                .formatted(
                    members.leftOut().size(), options.perInput(), input, members.leftOut().get(0)));
      }
    }
    return List.copyOf(notes);
  }

  private void describe(Map<String, Object> manifest, List<Family> families, int[] sampleShape) {
    WalkRequest walk = options.walk();
    double drift = 0;
    double roundedDrift = 0;
    int count = 0;
    int outside = 0;
    List<Object> inputs = new ArrayList<>();
    for (Family family : families) {
      MemberSource source = family.source();
      KeptMembers.Members members = family.members();
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("index", source.index());
      input.put("label", source.label());
      inputs.add(input);
      if (members == null) {
        input.put("failed", family.failed());
        continue;
      }
      DifferentiableMap held = HeldOutput.of(model, options.hold(), source.input()).map();
      double[] target = held.value(source.input());
      double ofInput = 0;
      double[] distances = new double[members.count()];
      for (int i = 0; i < distances.length; i++) {
        // Measured on the values as they are stored, not taken from the walk.
        double[] point = members.point(i);
        ofInput = Math.max(ofInput, drift(held, point, target));
        roundedDrift = Math.max(roundedDrift, drift(held, asFloats(point), target));
        outside += walk.box().contains(point) ? 0 : 1;
        distances[i] = Distance.euclidean(point, source.input());
      }
      drift = Math.max(drift, ofInput);
      count += distances.length;
      input.put("members", distances.length);
      if (!members.stops().isEmpty()) {
        input.put("stops", members.stops());
      }
      if (!members.leftOut().isEmpty()) {
        input.put("leftOut", members.leftOut());
      }
      input.put("drift", ofInput);
      input.put("distances", distances);
      input.put("smallestPairwiseDistance", smallestPairwiseDistance(members));
      if (members.effectiveSamples() != null) {
        input.put("effectiveSamples", members.effectiveSamples());
      }
    }
    Map<String, Object> guarantee = new LinkedHashMap<>();
    guarantee.put(
        "statement",
        "Every sample gives the same '%s' as the input that it stands for, up to largestDrift, as stored in float64%s."
            .formatted(options.hold(), walk.box() == Box.NONE ? "" : ", and lies inside the box"));
    guarantee.put("held", options.hold());
    guarantee.put("largestDrift", drift);
    guarantee.put("largestDriftAsFloat32", roundedDrift);
    guarantee.put("samplesOutsideBox", outside);
    guarantee.put("box", walk.box() == Box.NONE ? null : shortened(walk.box().toString()));
    manifest.put("samples", count);
    manifest.put("sampleShape", sampleShape);
    manifest.put("guarantee", guarantee);
    manifest.put("parameters", parameters());
    manifest.put("inputs", inputs);
  }

  private Map<String, Object> parameters() {
    WalkRequest walk = options.walk();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("mode", walk.mode().text());
    parameters.put("perInput", options.perInput());
    if (walk.mode() != FiberMode.SAMPLE) {
      parameters.put("length", walk.length());
      parameters.put("steps", walk.stepBudget());
    }
    parameters.put("seed", walk.seed());
    return parameters;
  }

  private static double drift(DifferentiableMap held, double[] point, double[] target) {
    return Distance.largestDifference(held.value(point), target);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  private static double[] asFloats(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  /** Null with fewer than two members. */
  private static @Nullable Double smallestPairwiseDistance(KeptMembers.Members members) {
    double[][] points = new double[members.count()][];
    Double smallest = null;
    for (int i = 0; i < points.length; i++) {
      points[i] = members.point(i);
      for (int j = 0; j < i; j++) {
        double distance = Distance.euclidean(points[i], points[j]);
        smallest = smallest == null ? distance : Math.min(smallest, distance);
      }
    }
    return smallest;
  }

  /** A row an input, itself first; below each member its difference from the input. */
  private BufferedImage sheet(List<Family> families, ImageLayout layout) {
    InputPainter painter =
        new InputPainter(layout, options.walk().box(), InputPainter.zoomTo(layout, SHORTEST_SIDE));
    int rows = Math.min(MOST_ROWS, families.size());
    int columns = Math.min(MOST_COLUMNS, options.perInput() + 1);
    BufferedImage sheet = painter.sheet(columns, 2 * rows);
    for (int row = 0; row < rows; row++) {
      double[] source = families.get(row).source().input();
      KeptMembers.Members members = of(families.get(row));
      painter.draw(sheet, 0, 2 * row, source);
      int shown = Math.min(columns - 1, members.count());
      double largest = 0;
      for (int i = 0; i < shown; i++) {
        largest = Math.max(largest, Distance.largestDifference(members.point(i), source));
      }
      for (int i = 0; i < shown; i++) {
        double[] member = members.point(i);
        painter.draw(sheet, i + 1, 2 * row, member);
        painter.drawDifference(sheet, i + 1, 2 * row + 1, member, source, largest);
      }
    }
    return sheet;
  }
}
