package dev.nervure.run;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a record lie in columns: one a component, in their order; the columns of a
 * record within it in its place. A list of numbers is no column but a table of its own.
 *
 * <p>A record within another one may be null where it has a primitive component: NULL in its column
 * says so.
 */
final class RecordColumns<R extends Record> {
  private final Constructor<R> constructor;
  private final List<Part> parts = new ArrayList<>();

  /** A component: a column, or a record of several; neither for a list of numbers. */
  private record Part(
      String component,
      String column,
      Method accessor,
      @Nullable Column value,
      @Nullable RecordColumns<?> nested) {}

  /**
   * Those of a class.
   *
   * @param names of columns, by component, where they are not the component's in snake case
   * @throws IllegalArgumentException where a component is of a type that no column holds
   */
  RecordColumns(Class<R> rows, Map<String, String> names) {
    RecordComponent[] components = rows.getRecordComponents();
    for (RecordComponent component : components) {
      String name = component.getName();
      String column = names.getOrDefault(name, snakeCase(name));
      Column value = Column.of(column, component.getGenericType());
      RecordColumns<?> nested = null;
      if (component.getType().isRecord()) {
        nested = new RecordColumns<>(component.getType().asSubclass(Record.class), names);
      } else if (value == null
          && !component.getGenericType().getTypeName().equals("java.util.List<java.lang.Double>")) {
        throw new IllegalArgumentException(
            "%s.%s: no column holds a %s"
                .formatted(rows.getSimpleName(), name, component.getGenericType().getTypeName()));
      }
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      parts.add(new Part(name, column, accessor, value, nested));
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      constructor = rows.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String snakeCase(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** The columns in their order. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Part part : parts) {
      if (part.value() != null) {
        columns.add(part.value());
      } else if (part.nested() != null) {
        columns.addAll(part.nested().columns());
      }
    }
    return columns;
  }

  /** The tables of its lists. */
  List<String> lists() {
    return parts.stream().filter(RecordColumns::isList).map(Part::column).toList();
  }

  private static boolean isList(Part part) {
    return part.value() == null && part.nested() == null;
  }

  /** Whether a component, of this record or of one within it, has the name. */
  boolean has(String component) {
    return parts.stream()
        .anyMatch(
            part ->
                part.component().equals(component)
                    || (part.nested() != null && part.nested().has(component)));
  }

  /** Appends what the columns hold for a record. */
  void write(Record row, List<@Nullable Object> cells) {
    for (Part part : parts) {
      Object value = isList(part) ? null : value(row, part);
      if (part.value() != null) {
        cells.add(part.value().stored(value));
      } else if (part.nested() != null) {
        part.nested().writeNested(part.component(), (Record) value, cells);
      }
    }
  }

  private void writeNested(String component, @Nullable Record row, List<@Nullable Object> cells) {
    if (row != null) {
      write(row, cells);
    } else if (parts.stream().allMatch(part -> part.value() == null || part.value().isNullable())) {
      throw new IllegalArgumentException(component + " must not be null");
    } else {
      columns().forEach(column -> cells.add(null));
    }
  }

  /** The values of a list of a record. */
  List<?> list(Record row, String list) {
    for (Part part : parts) {
      if (isList(part)
          && part.column().equals(list)
          && value(row, part) instanceof List<?> values) {
        return values;
      }
    }
    throw new IllegalArgumentException("no list " + list);
  }

  /**
   * The record of a row.
   *
   * @param cells what its columns hold, in their order
   * @param lists its lists, by their tables
   * @return null where a column of a primitive value holds NULL
   * @throws BadRunException where the record refuses what stands there
   */
  @Nullable R read(Iterator<@Nullable Object> cells, Map<String, List<Double>> lists) {
    boolean isAbsent = false;
    List<@Nullable Object> values = new ArrayList<>();
    for (Part part : parts) {
      if (part.value() != null) {
        Object value = part.value().read(cells.next());
        isAbsent |= value == null && !part.value().isNullable();
        values.add(value);
      } else if (part.nested() != null) {
        values.add(part.nested().read(cells, lists));
      } else {
        values.add(lists.getOrDefault(part.column(), List.of()));
      }
    }
    return isAbsent ? null : row(values);
  }

  private R row(List<@Nullable Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new BadRunException("a row is damaged: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(Record row, Part part) {
    try {
      return part.accessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
