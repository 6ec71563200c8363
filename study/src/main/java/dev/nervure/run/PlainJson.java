package dev.nervure.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Maps, lists, numbers, text, records and trees as JSON: of results, parameters and files. Maps
 * keep their order; those that have none ({@link Map#of}, {@link HashMap}) are written by their
 * keys, so that equal values are equal text in every virtual machine.
 */
public final class PlainJson {
  /** Of {@link Map#of} with several entries: their order differs between virtual machines. */
  private static final Class<?> SALTED = Map.of("first", 1, "second", 2).getClass();

  private static final ObjectMapper ONE_LINE = mapper();
  private static final ObjectMapper INDENTED = mapper().enable(SerializationFeature.INDENT_OUTPUT);

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

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .registerModule(new SimpleModule().setSerializerModifier(new UnorderedByKeys()));
  }

  /** Not those that extend them: a {@link java.util.LinkedHashMap} is a HashMap with an order. */
  private static final class UnorderedByKeys extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSerializer<?> modifyMapSerializer(
        SerializationConfig config,
        MapType type,
        BeanDescription description,
        JsonSerializer<?> usual) {
      boolean ordered = type.getRawClass() != SALTED && type.getRawClass() != HashMap.class;
      return ordered ? usual : new ByKeys();
    }
  }

  /** Writes a map in the order of its keys. */
  private static final class ByKeys extends JsonSerializer<Object> {
    @Override
    public void serialize(Object value, JsonGenerator to, SerializerProvider with)
        throws IOException {
      with.defaultSerializeValue(value instanceof Map<?, ?> map ? new TreeMap<>(map) : value, to);
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
