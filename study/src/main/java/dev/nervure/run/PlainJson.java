package dev.nervure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Maps, lists, numbers, text, records and trees as JSON: of results, parameters and files. */
public final class PlainJson {
  private static final ObjectMapper ONE_LINE = new ObjectMapper();
  private static final ObjectMapper INDENTED =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PlainJson() {}

  /** On one line. */
  public static String of(Object value) {
    return text(ONE_LINE, value);
  }

  /** On several lines. */
  public static String indented(Object value) {
    return text(INDENTED, value);
  }

  /** Into a file, on several lines; whole or not at all. */
  public static void write(Path file, Object value) {
    try {
      AtomicFile.write(file, indented(value).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("values must be plain: " + value, e);
    }
  }
}
