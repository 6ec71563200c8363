package dev.nervure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Maps, lists, numbers and text as JSON. */
public final class PlainJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PlainJson() {}

  /**
   * On one line.
   *
   * @throws IllegalArgumentException when a value is none of these
   */
  public static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("values must be plain: " + value, e);
    }
  }

  /** Into a file, indented; whole or not at all. */
  public static void write(Path file, Object value) {
    try {
      AtomicFile.write(
          file, MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
