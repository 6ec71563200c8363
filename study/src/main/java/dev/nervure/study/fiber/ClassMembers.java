package dev.nervure.study.fiber;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.ClassSampler;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.SampleResult;
import dev.nervure.fiber.SamplerOptions;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.network.Model;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.run.ToolVersion;
import dev.nervure.stats.RandomStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic data: inputs that a network cannot tell from given ones, each with the label of the
 * input that it stands for. Writes {@code samples.npy}, {@code labels.npy}, {@code sources.npy},
 * the guarantee in {@code members.json} and, for images, {@code members.png}.
 *
 * <p>Members are the ends of walks that draw their directions anew, or points of a Markov chain
 * that is uniform by area. What is guaranteed is measured on the values as they are stored: the
 * largest change of any output that is held. An input that fails is left out and named.
 */
public final class ClassMembers {
  /** The manifest with the guarantee. */
  static final String FILE_NAME = "members.json";

  private static final String SAMPLES = "samples.npy";
  private static final String LABELS = "labels.npy";
  private static final String SOURCES = "sources.npy";
  private static final String PICTURE = "members.png";

  /** The momentum of a random walk lasts for this share of its length. */
  private static final double MEMORY_SHARE = 0.2;

  /**
   * A proposal may move so many coordinates more than outputs are held: few of them leave a box.
   */
  private static final int MORE_COORDINATES = 4;

  private static final int SHORTEST_SIDE = 56;
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 12;

  private final Model model;
  private final MemberOptions options;
  private final String data;
  private final String modelName;

  /**
   * A generator.
   *
   * @param model computing in float64
   * @param modelName its file, for the manifest
   * @param data description of the data, for the manifest
   */
  public ClassMembers(Model model, String modelName, String data, MemberOptions options) {
    this.model = model;
    this.modelName = modelName;
    this.data = data;
    this.options = options;
  }

  /** A member and what is known of it. */
  private record Member(double[] point, double drift, @Nullable Double length) {}

  /** The members of one input, or why there are none. */
  private record Family(
      MemberSource source,
      @Nullable DifferentiableMap held,
      List<Member> members,
      @Nullable Double effectiveSamples,
      @Nullable String failed) {}

  /**
   * Draws and writes.
   *
   * @param sources the inputs
   * @param sampleShape shape of a sample in {@code samples.npy}
   * @param pictureShape how to draw it
   * @return the object that is in {@code members.json}
   * @throws IllegalArgumentException when no input has members; the reason is that of the first
   */
  public Map<String, Object> write(
      List<MemberSource> sources,
      int[] sampleShape,
      int[] pictureShape,
      Path folder,
      Progress progress) {
    List<Family> families = new ArrayList<>();
    try (Progress.Task task = progress.begin("members", sources.size())) {
      for (MemberSource source : sources) {
        families.add(family(source, progress));
        task.advance(1);
      }
    }
    List<Family> good = families.stream().filter(one -> one.failed() == null).toList();
    if (good.isEmpty()) {
      throw new IllegalArgumentException(
          "no input has members; the first one: " + families.get(0).failed());
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writeArrays(good, sampleShape, folder);
    ImageLayout layout = ImageLayout.of(pictureShape);
    boolean drawn = layout != null && layout.size() == model.input().size();
    if (layout != null && drawn) {
      WalkPicture.save(sheet(good, layout), folder.resolve(PICTURE));
    }
    Map<String, Object> manifest = manifest(families, sampleShape, drawn);
    PlainJson.write(folder.resolve(FILE_NAME), manifest);
    return manifest;
  }

  private Family family(MemberSource source, Progress progress) {
    RandomStream random =
        RandomStream.seeded(options.walk().seed())
            .derive("members")
            .derive(source.index() == null ? -1 : source.index());
    try {
      List<Member> members = new ArrayList<>();
      Double effective = null;
      HeldOutput what = HeldOutput.of(model, options.hold(), source.input());
      what.requireDecomposable();
      DifferentiableMap held = what.map();
      double[] target = held.value(source.input());
      if (options.walk().mode() == FiberMode.SAMPLE) {
        effective = sample(held, source, target, members, random, progress);
      } else {
        for (int i = 0; i < options.perInput(); i++) {
          progress.checkCancelled();
          members.add(walked(held, source, target, random.derive(i)));
        }
      }
      return new Family(source, held, members, effective, null);
    } catch (CancelledException | ResourceException e) {
      throw e;
    } catch (RuntimeException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Family(source, null, List.of(), null, why);
    }
  }

  private Member walked(
      DifferentiableMap held, MemberSource source, double[] target, RandomStream random) {
    FiberOptions walk = options.walk();
    WalkOptions steps =
        WalkOptions.ofLength(walk.length()).withBox(walk.box()).withStepBudget(walk.stepBudget());
    Heading heading =
        walk.mode() == FiberMode.FARTHEST
            ? new FarthestHeading(source.input(), random)
            : new RandomHeading(random, walk.length() * MEMORY_SHARE);
    WalkResult result =
        new LevelSetWalk(held, steps).walk(source.input(), heading, step -> {}, Progress.none());
    return new Member(result.end(), drift(held, result.end(), target), result.length());
  }

  private double sample(
      DifferentiableMap held,
      MemberSource source,
      double[] target,
      List<Member> members,
      RandomStream random,
      Progress progress) {
    Box box = options.walk().box();
    SamplerOptions sampler = SamplerOptions.ofSamples(options.perInput()).withBox(box);
    boolean bounded = Double.isFinite(box.low(0)) || Double.isFinite(box.high(0));
    if (bounded && held.inputSize() > 2 * (held.outputSize() + MORE_COORDINATES)) {
      sampler = sampler.withCoordinatesAtOnce(held.outputSize() + MORE_COORDINATES);
    }
    SampleResult result =
        new ClassSampler(held, sampler)
            .sample(
                source.input(),
                random,
                step ->
                    members.add(
                        new Member(step.point().clone(), drift(held, step.point(), target), null)),
                progress);
    return result.effectiveSamples();
  }

  /** Measured on the value as it is stored, not taken from the walk. */
  private static double drift(DifferentiableMap held, double[] point, double[] target) {
    return InputPainter.largestDifference(held.value(point), target);
  }

  private void writeArrays(List<Family> families, int[] sampleShape, Path folder) {
    int[] one = new int[sampleShape.length + 1];
    one[0] = 1;
    System.arraycopy(sampleShape, 0, one, 1, sampleShape.length);
    try (NpyWriter samples =
            NpyWriter.create(folder.resolve(SAMPLES), ElementType.FLOAT64, sampleShape);
        NpyWriter labels = NpyWriter.create(folder.resolve(LABELS), ElementType.INT64);
        NpyWriter sources = NpyWriter.create(folder.resolve(SOURCES), ElementType.INT64)) {
      for (Family family : families) {
        long label = labelOf(family.source());
        Integer index = family.source().index();
        for (Member member : family.members()) {
          samples.append(NdArray.of(member.point(), one));
          labels.append(NdArray.of(new long[] {label}, 1));
          sources.append(NdArray.of(new long[] {index == null ? -1 : index}, 1));
        }
      }
    }
  }

  /** The label of the data; without one the answer of the network, which all members share. */
  private long labelOf(MemberSource source) {
    if (source.label() != null) {
      return source.label();
    }
    double[] logits = NetworkMap.toLogits(model).value(source.input());
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private Map<String, Object> manifest(List<Family> families, int[] sampleShape, boolean drawn) {
    FiberOptions walk = options.walk();
    double drift = 0;
    double roundedDrift = 0;
    int count = 0;
    int outside = 0;
    List<Object> inputs = new ArrayList<>();
    for (Family family : families) {
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("index", family.source().index());
      input.put("label", family.source().label());
      DifferentiableMap held = family.held();
      if (held == null) {
        input.put("failed", family.failed());
        inputs.add(input);
        continue;
      }
      double ofInput = 0;
      double[] distances = new double[family.members().size()];
      double[] target = held.value(family.source().input());
      for (int i = 0; i < distances.length; i++) {
        Member member = family.members().get(i);
        ofInput = Math.max(ofInput, member.drift());
        roundedDrift = Math.max(roundedDrift, drift(held, asFloats(member.point()), target));
        outside += walk.box().contains(member.point()) ? 0 : 1;
        distances[i] = distance(member.point(), family.source().input());
      }
      drift = Math.max(drift, ofInput);
      count += distances.length;
      input.put("members", distances.length);
      input.put("drift", ofInput);
      input.put("distances", distances);
      input.put("smallestPairwiseDistance", smallestPairwiseDistance(family));
      if (family.effectiveSamples() != null) {
        input.put("effectiveSamples", family.effectiveSamples());
      }
      inputs.add(input);
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
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("nervure", ToolVersion.TEXT);
    manifest.put("model", modelName);
    manifest.put("data", data);
    manifest.put("samples", count);
    manifest.put("sampleShape", sampleShape);
    manifest.put("guarantee", guarantee);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("mode", walk.mode().name().toLowerCase(Locale.ROOT));
    parameters.put("perInput", options.perInput());
    if (walk.mode() != FiberMode.SAMPLE) {
      parameters.put("length", walk.length());
      parameters.put("steps", walk.stepBudget());
    }
    parameters.put("seed", walk.seed());
    manifest.put("parameters", parameters);
    manifest.put("inputs", inputs);
    List<String> files = new ArrayList<>(List.of(SAMPLES, LABELS, SOURCES));
    if (drawn) {
      files.add(PICTURE);
    }
    manifest.put("files", files);
    return manifest;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  private static double[] asFloats(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  /** Null with fewer than two members. */
  private static @Nullable Double smallestPairwiseDistance(Family family) {
    Double smallest = null;
    List<Member> members = family.members();
    for (int i = 0; i < members.size(); i++) {
      for (int j = 0; j < i; j++) {
        double distance = distance(members.get(i).point(), members.get(j).point());
        smallest = smallest == null ? distance : Math.min(smallest, distance);
      }
    }
    return smallest;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** A row an input, itself first; below each member its difference from the input. */
  private BufferedImage sheet(List<Family> families, ImageLayout layout) {
    InputPainter painter =
        new InputPainter(layout, options.walk().box(), InputPainter.zoomTo(layout, SHORTEST_SIDE));
    int rows = Math.min(MOST_ROWS, families.size());
    int columns = Math.min(MOST_COLUMNS, options.perInput() + 1);
    BufferedImage sheet = painter.sheet(columns, 2 * rows);
    for (int row = 0; row < rows; row++) {
      Family family = families.get(row);
      double[] source = family.source().input();
      painter.draw(sheet, 0, 2 * row, source);
      int shown = Math.min(columns - 1, family.members().size());
      double largest = 0;
      for (int i = 0; i < shown; i++) {
        largest =
            Math.max(
                largest, InputPainter.largestDifference(family.members().get(i).point(), source));
      }
      for (int i = 0; i < shown; i++) {
        double[] member = family.members().get(i).point();
        painter.draw(sheet, i + 1, 2 * row, member);
        painter.drawDifference(sheet, i + 1, 2 * row + 1, member, source, largest);
      }
    }
    return sheet;
  }
}
