package dev.nervure.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.nervure.data.table.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts that a file has for each of a network's outputs: lines in the order of the
 * outputs, lines that each begin with their index, a JSON list, or a JSON object from index to text
 * (or to a list of texts) or from text to index. A name may begin with {@code #}, so that a line
 * that may be a comment or a name is refused, and so is a blank one between names.
 */
final class ClassNameFile {

  private static final int MOST_NAMES = 100_000;
  private static final int MOST_NAME_LENGTH = 10_000;
  private static final Pattern COMMENT = Pattern.compile("#\\s+\\S.*");
  private static final Pattern INDEXED =
      Pattern.compile("([0-9]{1,6})(?:\\s*[:,;]\\s*|\\s+)(\\S.*)");

  private final Path file;
  private final TreeMap<Integer, String> names = new TreeMap<>();

  private ClassNameFile(Path file) {
    this.file = file;
  }

  /**
   * One text an output.
   *
   * @throws BadDataException if the file holds no texts for outputs 0, 1, 2 and so on
   */
  static List<String> read(Path file) {
    SourceFile.requireFile(file);
    ClassNameFile names = new ClassNameFile(file);
    if (names.isJson()) {
      names.readJson();
    } else {
      names.readLines();
    }
    for (int index = 0; index < names.names.size(); index++) {
      if (!names.names.containsKey(index)) {
        throw names.bad("no name for index " + index);
      }
    }
    if (names.names.isEmpty()) {
      throw names.bad("nothing");
    }
    return List.copyOf(names.names.values());
  }

  private boolean isJson() {
    try (InputStream stream = SourceFile.stream(file)) {
      String start = new String(stream.readNBytes(64), StandardCharsets.UTF_8);
      start = start.replaceFirst("^\uFEFF", "").strip();
      return start.startsWith("{") || start.startsWith("[");
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  private void readLines() {
    boolean indexed = true;
    TreeMap<Integer, String> byIndex = new TreeMap<>();
    try (TextLines lines = new TextLines(file, TextLines.Comments.NONE)) {
      while (lines.next()) {
        if (lines.number() != names.size() + 1) {
          throw bad("a blank line, line " + (names.size() + 1) + ",");
        }
        String line = lines.text().strip();
        if (COMMENT.matcher(line).matches()) {
          throw new BadDataException(
              "has '" + shortened(line) + "', which may be a comment or a name",
              file + ", line " + lines.number(),
              "Remove it, or write the names as a JSON list.");
        }
        Matcher matcher = INDEXED.matcher(line);
        indexed &=
            matcher.matches()
                && byIndex.put(Integer.parseInt(matcher.group(1)), matcher.group(2)) == null;
        put(names.size(), line);
      }
    }
    // A name may begin with a number, but not each with another of 0, 1, 2, ...
    if (indexed && byIndex.size() > 1 && byIndex.lastKey() == byIndex.size() - 1) {
      names.putAll(byIndex);
    }
  }

  private void readJson() {
    try (InputStream stream = SourceFile.stream(file);
        JsonParser parser = new JsonFactory().createParser(stream)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          put(names.size(), text(parser));
        }
      } else {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            put(parser.getIntValue(), key);
          } else if (key.matches("[0-9]{1,6}")) {
            put(Integer.parseInt(key), text(parser));
          } else {
            throw bad("the field '" + key + "'");
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "is no JSON (" + e.getOriginalMessage() + ")",
          file.toString(),
          "Give one class name a line, a JSON list, or an object from index to name.",
          e);
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  /** A text, or a list of them: the index of ImageNet's classes has an id and a name. */
  private String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw bad(parser.currentToken() == null ? "an end" : "the value " + parser.getText());
    }
    List<String> parts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING || parts.size() == 100) {
        throw bad("a list that is none of a few texts");
      }
      parts.add(parser.getText());
    }
    return parts.size() > 1 && ClassNames.isSynset(parts.get(0))
        ? parts.get(0) + " " + String.join(", ", parts.subList(1, parts.size()))
        : String.join(", ", parts);
  }

  private void put(int index, String text) {
    if (text.isBlank() || text.length() > MOST_NAME_LENGTH) {
      throw bad("a name of " + text.length() + " characters");
    }
    if (index < 0 || index >= MOST_NAMES) {
      throw bad("index " + index);
    }
    if (names.put(index, text) != null) {
      throw bad("index " + index + " twice");
    }
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }

  private BadDataException bad(String what) {
    return new BadDataException(
        "has "
            + shortened(what)
            + " where names of outputs 0, 1, 2, ... are expected, at most 100,000",
        file.toString(),
        "Give one class name a line, a JSON list, or an object from index to name.");
  }
}
