package dev.nervure.data;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.MappedBytes;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpzReader;
import dev.nervure.data.array.StoredArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Activations that the user computed elsewhere: a folder of {@code .npy} files, one a layer, or one
 * {@code .npz}; every array has the samples on its first axis (N x C, N x L x C, N x C x H x W).
 * Layers come in the order of a file {@code layers.txt} in the folder (one name a line) if there is
 * one, of the archive, or of their names, numbers within names compared as numbers. Labels come
 * from the file told, or from {@code labels} or {@code y} ({@code .npy}, {@code .csv}, {@code
 * .txt}) in the folder or archive. What each sample is called may lie beside them as {@code ids}
 * ({@code .npy} of whole numbers, {@code .txt} or {@code .csv} with one a line).
 *
 * <p>Memory: {@code .npy} files stay mapped. Safe for use by several threads.
 */
public final class ActivationDump {

  private static final List<String> LABEL_NAMES = List.of("labels", "label", "y", "targets");

  private static final List<String> ID_NAMES = List.of("ids", "sample_ids");

  private static final int MOST_IDS = 10_000_000;

  private final Path location;
  private final Map<String, StoredArray> layers;
  private final @Nullable Labels labels;
  private final @Nullable List<String> ids;
  private final ContentHash hash;

  private ActivationDump(
      Path location,
      Map<String, StoredArray> layers,
      @Nullable Labels labels,
      @Nullable List<String> ids,
      ContentHash hash) {
    this.location = location;
    this.layers = layers;
    this.labels = labels;
    this.ids = ids;
    this.hash = hash;
  }

  /**
   * Opens a folder or an archive. Of the options only labels, class names and the CSV settings
   * count.
   *
   * @throws BadDataException if there is no array, an array is damaged or has no second axis, or
   *     the numbers of samples or labels disagree
   */
  public static ActivationDump open(Path location, DataOptions options) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    if (Files.isDirectory(location)) {
      for (Path file : Folder.files(location)) {
        // A labels file among the layers is no layer.
        boolean toldLabels =
            options.labels() != null && normal(file).equals(normal(options.labels()));
        if (Folder.name(file).endsWith(".npy") && !toldLabels) {
          arrays.put(stem(file), NpyReader.open(MappedBytes.of(file)));
        }
      }
    } else {
      NpzReader archive = NpzReader.open(location);
      archive.names().forEach(name -> arrays.put(name, archive.array(name)));
    }
    Labels labels = labels(location, arrays, options);
    List<String> ids = ids(location, arrays);
    if (arrays.isEmpty()) {
      throw new BadDataException(
          "holds no .npy arrays of activations",
          location.toString(),
          "Write one file a layer: numpy.save('layer.npy', activations).");
    }
    Map<String, StoredArray> layers = ordered(location, arrays);
    checkRows(layers);
    int samples = layers.values().iterator().next().rows();
    if (labels != null) {
      LabelFile.requireCount(labels, location, samples, "the dump");
    }
    if (ids != null && ids.size() != samples) {
      throw new BadDataException(
          String.format("has %,d ids for %,d samples", ids.size(), samples),
          location.toString(),
          "Give one id for each row of the arrays, in their order.");
    }
    List<Path> files =
        Files.isDirectory(location)
            ? layers.keySet().stream().map(name -> location.resolve(name + ".npy")).toList()
            : List.of(location);
    return new ActivationDump(
        location,
        layers,
        LabelFile.named(labels, location, options),
        ids,
        new ContentHash(files, "activations " + layers.keySet()));
  }

  /** Names of the layers in order. */
  public List<String> layers() {
    return List.copyOf(layers.keySet());
  }

  /** Number of samples. */
  public int size() {
    return layers.values().iterator().next().rows();
  }

  /**
   * The activations of a layer, samples on the first axis; read rows as needed.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public StoredArray layer(String name) {
    StoredArray array = layers.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no layer " + name + " among " + layers.keySet());
    }
    return array;
  }

  /**
   * Rows of a layer as float32, in the order of the indices.
   *
   * @throws IndexOutOfBoundsException if an index does not lie within {@code [0, size())}
   */
  public NdArray read(String name, int[] rows) {
    StoredArray array = layer(name);
    float[] values = new float[Math.multiplyExact(rows.length, array.rowSize())];
    for (int i = 0; i < rows.length; i++) {
      array.readFloats(rows[i], 1, values, i * array.rowSize());
    }
    int[] shape = array.shape();
    shape[0] = rows.length;
    return NdArray.of(values, shape);
  }

  /** Whether there are labels. */
  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * The class of each sample.
   *
   * @throws IllegalStateException if there are no labels
   */
  public int[] labels() {
    if (labels == null) {
      throw new IllegalStateException("these activations have no labels: " + location);
    }
    return labels.indices().clone();
  }

  /** One name per class; empty without labels. */
  public List<String> classNames() {
    return labels == null ? List.of() : labels.names();
  }

  /** What each sample is called, in the order of the rows; null where nothing says so. */
  public @Nullable List<String> ids() {
    return ids;
  }

  /**
   * Samples that stand for these activations where only their number, labels and choice matter (see
   * {@link Subset}); the values are those of the first layer.
   */
  public LabelledSamples samples() {
    StoredArray first = layers.values().iterator().next();
    int[] shape = first.shape();
    return LabelledSamples.of(
        new StoredRows(first, false, 0),
        Arrays.copyOfRange(shape, 1, shape.length),
        labels,
        null,
        "activations " + location,
        List.of(),
        hash);
  }

  /** Takes the labels out of the arrays, or from a text file beside them. */
  private static @Nullable Labels labels(
      Path location, Map<String, StoredArray> arrays, DataOptions options) {
    StoredArray inside = null;
    for (String name : LABEL_NAMES) {
      StoredArray array = arrays.get(name);
      if (inside == null && array != null && array.rank() == 1) {
        inside = arrays.remove(name);
      }
    }
    Path told = options.labels();
    if (told != null) {
      return LabelFile.read(told, options);
    }
    if (inside != null) {
      return LabelFile.ofArray(inside);
    }
    if (Files.isDirectory(location)) {
      for (Path file : Folder.files(location)) {
        boolean text = SourceFile.plainName(file).matches(".*\\.(csv|txt)");
        if (text && LABEL_NAMES.contains(stem(file))) {
          return LabelFile.read(file, options);
        }
      }
    }
    return null;
  }

  /** Takes the ids out of the arrays, or from a text file beside them. */
  private static @Nullable List<String> ids(Path location, Map<String, StoredArray> arrays) {
    for (String name : ID_NAMES) {
      StoredArray array = arrays.get(name);
      if (array != null && array.rank() == 1) {
        arrays.remove(name);
        NdArray numbers = array.readAll();
        if (numbers.type() != ElementType.INT64) {
          throw new BadDataException(
              "has ids that are no whole numbers",
              array.origin(),
              "Save integers, or names as a text file with one a line.");
        }
        return Arrays.stream(numbers.longs()).mapToObj(Long::toString).toList();
      }
      for (String ending : List.of(".txt", ".csv")) {
        Path file = location.resolve(name + ending);
        if (Files.isDirectory(location) && Files.isRegularFile(file)) {
          return List.copyOf(LabelFile.lines(file, MOST_IDS));
        }
      }
    }
    return null;
  }

  private static Map<String, StoredArray> ordered(Path location, Map<String, StoredArray> arrays) {
    List<String> names = new ArrayList<>(arrays.keySet());
    Path order = location.resolve("layers.txt");
    if (Files.isDirectory(location)) {
      names.sort(ActivationDump::compareNames);
      if (Files.isRegularFile(order)) {
        names = LabelFile.lines(order, LabelFile.MOST_NAMES);
        if (!arrays.keySet().containsAll(names) || names.isEmpty()) {
          names.removeAll(arrays.keySet());
          throw new BadDataException(
              "names layers that have no .npy file: " + names,
              order.toString(),
              "Give one file name a line, without .npy, in the order of the network.");
        }
      }
    }
    Map<String, StoredArray> layers = new LinkedHashMap<>();
    for (String name : names) {
      StoredArray array = arrays.get(name);
      if (array != null) {
        layers.put(name, array);
      }
    }
    return layers;
  }

  private static void checkRows(Map<String, StoredArray> layers) {
    StoredArray first = layers.values().iterator().next();
    for (StoredArray array : layers.values()) {
      if (array.rank() < 2 || array.rowSize() == 0 || array.rows() == 0) {
        throw new BadDataException(
            "has shape "
                + Arrays.toString(array.shape())
                + " where activations are N x C or longer",
            array.origin(),
            "Put the samples on the first axis; labels belong in labels.npy.");
      }
      if (array.rows() != first.rows()) {
        throw new BadDataException(
            String.format(
                "has %,d samples where %s has %,d", array.rows(), first.origin(), first.rows()),
            array.origin(),
            "Every layer must hold the same samples in the same order.");
      }
    }
  }

  /** Compares digit runs as numbers, so that conv2 comes before conv10. */
  static int compareNames(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (Character.isDigit(a.charAt(i)) && Character.isDigit(b.charAt(j))) {
        int endA = digitsEnd(a, i);
        int endB = digitsEnd(b, j);
        String numberA = a.substring(i, endA).replaceFirst("^0+(?=.)", "");
        String numberB = b.substring(j, endB).replaceFirst("^0+(?=.)", "");
        int byLength = Integer.compare(numberA.length(), numberB.length());
        int order = byLength != 0 ? byLength : numberA.compareTo(numberB);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else {
        int order = Character.compare(a.charAt(i), b.charAt(j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
    }
    int byRest = Integer.compare(a.length() - i, b.length() - j);
    return byRest != 0 ? byRest : a.compareTo(b);
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String stem(Path file) {
    String name = Folder.name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
