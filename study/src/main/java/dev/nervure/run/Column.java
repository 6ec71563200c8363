package dev.nervure.run;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and how a value of Java stands in it. Only primitive values are never NULL.
 *
 * @param name in the database
 * @param type in the database
 * @param value what it holds in Java: a number, a truth value, a text, an enum, or a list of whole
 *     numbers
 */
record Column(String name, String type, Class<?> value) {
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          int.class, "INTEGER",
          Integer.class, "INTEGER",
          long.class, "BIGINT",
          Long.class, "BIGINT",
          double.class, "DOUBLE",
          Double.class, "DOUBLE",
          boolean.class, "BOOLEAN",
          Boolean.class, "BOOLEAN",
          String.class, "TEXT");

  /** The column of a value of that type; null where no column holds it. */
  static @Nullable Column of(String name, Type type) {
    if (type.getTypeName().equals("java.util.List<java.lang.Integer>")) {
      return new Column(name, "TEXT", List.class);
    }
    if (!(type instanceof Class<?> value)) {
      return null;
    }
    String stored = value.isEnum() ? "TEXT" : TYPES.get(value);
    return stored == null ? null : new Column(name, stored, value);
  }

  boolean isNullable() {
    return !value.isPrimitive();
  }

  /** The name as SQL reads any name. */
  String quoted() {
    return '"' + name + '"';
  }

  /** Name and type, as the database describes them. */
  String described() {
    return name + " " + (type.equals("TEXT") ? "VARCHAR" : type);
  }

  /** What the database holds for a value. */
  @Nullable Object stored(@Nullable Object given) {
    if (given instanceof Enum<?> constant) {
      return constant.name();
    }
    return given instanceof List<?> list ? list.toString() : given;
  }

  /**
   * The value for what the database holds.
   *
   * @throws BadRunException where it holds no value of this column
   */
  @Nullable Object read(@Nullable Object stored) {
    if (stored == null || TYPES.containsKey(value)) {
      return stored;
    }
    String text = stored.toString();
    try {
      return value.isEnum() ? constant(text) : numbers(text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadRunException("column %s holds '%s'".formatted(name, text), e);
    }
  }

  private Object constant(String text) {
    for (Object constant : value.getEnumConstants()) {
      if (constant instanceof Enum<?> one && one.name().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no " + value.getSimpleName());
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.substring(1, text.length() - 1).split(","))
        .map(String::strip)
        .filter(number -> !number.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }
}
