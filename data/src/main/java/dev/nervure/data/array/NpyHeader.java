package dev.nervure.data.array;

import dev.nervure.data.BadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a {@code .npy} file: a Python dictionary literal with exactly the keys {@code
 * descr}, {@code fortran_order} and {@code shape}.
 */
record NpyHeader(int length, StoredType type, ByteOrder order, boolean fortranOrder, int[] shape) {

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Longer headers do not occur for the types supported here. */
  private static final int LONGEST = 1 << 16;

  private static final int MOST_AXES = 32;

  static NpyHeader parse(Bytes bytes) {
    String origin = bytes.origin();
    if (bytes.size() < 10) {
      throw damaged("is only " + bytes.size() + " bytes long, too short for a header", origin, 0);
    }
    ByteBuffer fixed =
        ByteBuffer.wrap(bytes.copy(0, (int) Math.min(12, bytes.size())))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (!Arrays.equals(fixed.array(), 0, 6, MAGIC, 0, 6)) {
      throw new BadDataException(
          "does not begin with the six bytes \\x93NUMPY",
          origin + ", byte 0",
          "Give a file that numpy.save wrote.");
    }
    int version = fixed.get(6);
    if (version < 1 || version > 3) {
      throw damaged("has the unknown format version " + version, origin, 6);
    }
    int textStart = version == 1 ? 10 : 12;
    if (bytes.size() < textStart) {
      throw damaged("ends inside its header", origin, bytes.size());
    }
    long textLength = version == 1 ? fixed.getShort(8) & 0xffff : fixed.getInt(8) & 0xffffffffL;
    if (textLength > LONGEST) {
      throw damaged("announces a header of " + textLength + " bytes (at most 65,536)", origin, 8);
    }
    if (textStart + textLength > bytes.size()) {
      throw damaged("ends inside its header", origin, bytes.size());
    }
    String text = new String(bytes.copy(textStart, (int) textLength), StandardCharsets.ISO_8859_1);
    return new Parser(text, origin, textStart).parse(textStart + (int) textLength);
  }

  private static BadDataException damaged(String what, String origin, long offset) {
    return new BadDataException(
        what, origin + ", byte " + offset, "The file is damaged; write it again.");
  }

  /** Reads the dictionary. Not thread safe; one use. */
  private static final class Parser {

    private final String text;
    private final String origin;
    private final int base;
    private int at;

    Parser(String text, String origin, int base) {
      this.text = text;
      this.origin = origin;
      this.base = base;
    }

    NpyHeader parse(int length) {
      @Nullable String descr = null;
      @Nullable Boolean fortran = null;
      int @Nullable [] shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        switch (key) {
          case "descr" -> descr = description();
          case "fortran_order" -> fortran = bool();
          case "shape" -> shape = tuple();
          default -> throw fail("has the unknown header key '" + key + "'");
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      if (descr == null || fortran == null || shape == null) {
        throw fail("lacks one of the header keys descr, fortran_order, shape");
      }
      return new NpyHeader(length, type(descr), order(descr), fortran, shape);
    }

    private String description() {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '[') {
        throw new BadDataException(
            "holds structured records", origin, "Save the columns as one plain array of numbers.");
      }
      return string();
    }

    private StoredType type(String descr) {
      if (descr.endsWith("O")) {
        throw new BadDataException(
            "holds pickled Python objects, which can run code when read",
            origin,
            "Save a plain array of numbers: numpy.save(file, numpy.asarray(x, dtype='float32')).");
      }
      @Nullable StoredType type = null;
      if (descr.length() >= 3 && "<>|=".indexOf(descr.charAt(0)) >= 0) {
        type = StoredType.ofCode(descr.substring(1));
      }
      if (type == null || (descr.charAt(0) == '|' && type.size() > 1)) {
        throw new BadDataException(
            "holds elements of type '" + descr + "', which are no plain numbers",
            origin,
            "Save as float32, float64, an integer type or bool.");
      }
      return type;
    }

    private static ByteOrder order(String descr) {
      return switch (descr.charAt(0)) {
        case '>' -> ByteOrder.BIG_ENDIAN;
        case '=' -> ByteOrder.nativeOrder();
        default -> ByteOrder.LITTLE_ENDIAN;
      };
    }

    private int[] tuple() {
      List<Integer> axes = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        axes.add(axis());
        if (axes.size() > MOST_AXES) {
          throw fail("has more than " + MOST_AXES + " axes");
        }
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private int axis() {
      skipBlanks();
      int from = at;
      long value = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        value = value * 10 + (text.charAt(at) - '0');
        if (value > Integer.MAX_VALUE) {
          throw fail("has an axis of 2^31 or more");
        }
        at++;
      }
      if (at == from) {
        throw fail("has a shape that is no tuple of whole numbers");
      }
      accept('L');
      return (int) value;
    }

    private Boolean bool() {
      skipBlanks();
      for (boolean value : new boolean[] {true, false}) {
        String word = value ? "True" : "False";
        if (text.startsWith(word, at)) {
          at += word.length();
          return value;
        }
      }
      throw fail("has a fortran_order that is neither True nor False");
    }

    private String string() {
      skipBlanks();
      char quote = at < text.length() ? text.charAt(at) : 0;
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw fail("has a header that is no dictionary of quoted keys");
      }
      String value = text.substring(at + 1, end);
      at = end + 1;
      return value;
    }

    private boolean accept(char wanted) {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char wanted) {
      if (!accept(wanted)) {
        throw fail("has a header without the expected '" + wanted + "'");
      }
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private BadDataException fail(String what) {
      return damaged(what, origin, base + (long) at);
    }
  }

  /** The header text of a little-endian row-major array, padded so that the data is aligned. */
  static byte[] format(StoredType type, int rows, int[] rowShape, int total) {
    StringBuilder text = new StringBuilder("{'descr': '<").append(type.code());
    text.append("', 'fortran_order': False, 'shape': (").append(rows);
    for (int axis : rowShape) {
      text.append(", ").append(axis);
    }
    text.append(rowShape.length == 0 ? ",), }" : "), }");
    if (text.length() + 11 > total) {
      throw new IllegalArgumentException("a header of " + total + " bytes is too short");
    }
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(MAGIC, 0, header, 0, 6);
    header[6] = 1;
    header[7] = 0;
    header[8] = (byte) (total - 10);
    header[9] = (byte) ((total - 10) >>> 8);
    byte[] ascii = text.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, 10, ascii.length);
    header[total - 1] = '\n';
    return header;
  }
}
