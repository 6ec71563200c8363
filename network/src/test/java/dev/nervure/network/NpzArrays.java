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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the arrays of reference results; module data, which can, is not seen from here. */
public final class NpzArrays {

  private static final Pattern TYPE = Pattern.compile("'descr': *'([^']+)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");

  private NpzArrays() {}

  /** The arrays of an .npz file. */
  public static Map<String, NdArray> of(Path npz) throws IOException {
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

  /** The array of an .npy file. */
  public static NdArray ofNpy(Path npy) throws IOException {
    return array(Files.readAllBytes(npy));
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
