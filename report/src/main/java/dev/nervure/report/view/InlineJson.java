package dev.nervure.report.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JSON that may stand inside a script element of an HTML page. Names of classes, layers and files
 * are written by others and can hold anything: {@code <}, {@code >} and {@code &} are escaped, so
 * no text can end the script or begin a comment in it, and so are U+2028 and U+2029, which older
 * engines take for line ends.
 */
public final class InlineJson {
  private static final ObjectMapper MAPPER = mapper();

  private InlineJson() {}

  /** Records, lists, maps and plain values as text on one line. */
  public static String of(Object data) {
    try {
      return MAPPER.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of plain values are always JSON", e);
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.getFactory().setCharacterEscapes(new ScriptEscapes());
    return mapper;
  }

  private static final class ScriptEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] ascii = asciiEscapes();

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      boolean escaped =
          character == '<'
              || character == '>'
              || character == '&'
              || character == 0x2028
              || character == 0x2029;
      return escaped
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
          : null;
    }

    private static int[] asciiEscapes() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes['<'] = ESCAPE_CUSTOM;
      escapes['>'] = ESCAPE_CUSTOM;
      escapes['&'] = ESCAPE_CUSTOM;
      return escapes;
    }
  }
}
