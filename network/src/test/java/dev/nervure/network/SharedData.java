package dev.nervure.network;

import dev.nervure.array.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/**
 * Networks and reference results that lie beside the project; tests that need them are skipped
 * where they are missing.
 */
public final class SharedData {

  private static final Pattern TYPE = Pattern.compile("'descr': *'([^']+)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");

  private SharedData() {}

  /** A file or folder, or a skipped test. */
  public static Path path(String relative) {
    Path found = find(relative);
    Assumptions.assumeTrue(found != null, "skipped: there is no ../shared/data/" + relative);
    return found;
  }

  /** All files below a folder with a suffix; empty where there are none. */
  public static List<Path> files(String folder, String suffix) throws IOException {
    Path root = find(folder);
    if (root == null) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static Path find(String relative) {
    String given = System.getProperty("nervure.shared");
    if (given != null) {
      Path path = Path.of(given, relative);
      return Files.exists(path) ? path : null;
    }
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    for (Path up = folder; up != null; up = up.getParent()) {
      Path path = up.resolve("shared/data").resolve(relative);
      if (Files.exists(path)) {
        return path;
      }
    }
    return null;
  }

  /** The arrays of an .npz file. */
  public static Map<String, NdArray> arrays(Path npz) throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        arrays.put(entry.getName().replaceAll("\\.npy$", ""), array(bytes));
      }
    }
    return arrays;
  }

  private static NdArray array(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes[6] == 1 ? 10 : 12;
    int length = bytes[6] == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    String header = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    Matcher type = TYPE.matcher(header);
    Matcher sizes = SHAPE.matcher(header);
    if (!type.find() || !sizes.find()) {
      throw new IllegalArgumentException(header);
    }
    int[] shape =
        Arrays.stream(sizes.group(1).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    buffer.position(start + length);
    switch (type.group(1)) {
      case "<f4" -> {
        float[] values = new float[count];
        buffer.asFloatBuffer().get(values);
        return NdArray.of(values, shape);
      }
      case "<f8" -> {
        double[] values = new double[count];
        buffer.asDoubleBuffer().get(values);
        return NdArray.of(values, shape);
      }
      case "<i8" -> {
        long[] values = new long[count];
        buffer.asLongBuffer().get(values);
        return NdArray.of(values, shape);
      }
      case "|u1" -> {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          values[i] = buffer.get() & 0xff;
        }
        return NdArray.of(values, shape);
      }
      default -> throw new IllegalArgumentException(header);
    }
  }
}
