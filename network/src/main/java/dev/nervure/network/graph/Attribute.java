package dev.nervure.network.graph;

import dev.nervure.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant setting of a {@link Node}: one of the attribute kinds of ONNX that a graph without
 * control flow needs. Numbers keep the widths of the file format (64-bit integers, 32-bit floats).
 */
public sealed interface Attribute {

  /** One integer; booleans are 0 and 1. */
  record IntAttribute(long value) implements Attribute {}

  /** One 32-bit float. */
  record FloatAttribute(float value) implements Attribute {}

  /** One string. */
  record StringAttribute(String value) implements Attribute {}

  /** One tensor. */
  record TensorAttribute(NdArray value) implements Attribute {}

  /** A list of integers; copied on the way in and out. */
  record IntsAttribute(long... values) implements Attribute {
    public IntsAttribute {
      values = values.clone();
    }

    @Override
    public long[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof IntsAttribute ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "IntsAttribute" + Arrays.toString(values);
    }
  }

  /** A list of 32-bit floats; copied on the way in and out. */
  record FloatsAttribute(float... values) implements Attribute {
    public FloatsAttribute {
      values = values.clone();
    }

    @Override
    public float[] values() {
      return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof FloatsAttribute floats && Arrays.equals(values, floats.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "FloatsAttribute" + Arrays.toString(values);
    }
  }

  /** A list of strings. */
  record StringsAttribute(List<String> values) implements Attribute {
    public StringsAttribute {
      values = List.copyOf(values);
    }
  }
}
