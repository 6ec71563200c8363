package dev.nervure.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 text file, plain or gzip, without blank lines and lines that begin with {@code
 * #}. A line may be 16 million characters long.
 */
final class TextLines implements AutoCloseable {

  private static final int LONGEST_LINE = 1 << 24;

  private final Path file;
  private final BufferedReader reader;
  private final StringBuilder line = new StringBuilder();
  private long number;
  private boolean ended;

  TextLines(Path file) {
    this.file = file;
    this.reader =
        new BufferedReader(
            new InputStreamReader(SourceFile.stream(file), StandardCharsets.UTF_8), 1 << 16);
  }

  /** The 1-based number of the line last returned. */
  long number() {
    return number;
  }

  /** Where the line last returned is, for messages. */
  String where() {
    return file + ", line " + number;
  }

  /** The next line, or null at the end. */
  @Nullable String next() {
    try {
      while (!ended) {
        String text = readLine();
        if (number == 1 && text.startsWith("\ufeff")) {
          text = text.substring(1);
        }
        if (!text.isBlank() && text.charAt(0) != '#') {
          return text;
        }
      }
      return null;
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  private String readLine() throws IOException {
    line.setLength(0);
    number++;
    while (true) {
      int character = reader.read();
      if (character < 0) {
        ended = true;
        return line.toString();
      }
      if (character == '\n') {
        return line.toString();
      }
      if (character != '\r') {
        line.append((char) character);
      }
      if (line.length() > LONGEST_LINE) {
        throw new BadDataException(
            "is longer than 16 million characters",
            where(),
            "This seems to be no text table; name its --format.");
      }
    }
  }
}
