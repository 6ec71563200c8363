package dev.nervure.network.graph;

import dev.nervure.array.NdArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a graph.
 *
 * @param operator the ONNX operator name, such as {@code Conv}
 * @param name the node's own name, may be empty
 * @param domain the operator set, empty for ONNX itself
 * @param inputs names of the edges read, in the operator's order; an empty string is an optional
 *     input that is left out
 * @param outputs names of the edges written; an empty string is an optional output that nobody
 *     reads
 * @param attributes constant settings by name
 */
public record Node(
    String operator,
    String name,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /**
   * An attribute that is none of ONNX: the reader notes in it the code of the element type of the
   * first output, where an operator depends on it and only the file tells. It is not written to
   * files.
   */
  public static final String ELEMENT_TYPE = "element type";

  /** The same of the first input. */
  public static final String INPUT_TYPE = "element type of the input";

  /** Name of the attribute that notes, as a reader does, in which module the node was written. */
  public static final String MODULE = "module";

  public Node {
    if (operator.isEmpty()) {
      throw new IllegalArgumentException("operator of node '" + name + "' must not be empty");
    }
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** A node of the ONNX domain that is named after its first output. */
  public static Node of(
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {
    return new Node(operator, outputs.get(0), "", inputs, outputs, attributes);
  }

  /** A node of the ONNX domain with one output, without attributes. */
  public static Node of(String operator, List<String> inputs, String output) {
    return new Node(operator, output, "", inputs, List.of(output), Map.of());
  }

  /** A copy with one more (or another) attribute. */
  public Node with(String attribute, Attribute value) {
    Map<String, Attribute> changed = new LinkedHashMap<>(attributes);
    changed.put(attribute, value);
    return new Node(operator, name, domain, inputs, outputs, changed);
  }

  /** Whether the attribute is present. */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** The integer attribute, or the fallback where it is absent. */
  public long integer(String attribute, long fallback) {
    Attribute.IntAttribute found = attribute(attribute, Attribute.IntAttribute.class);
    return found == null ? fallback : found.value();
  }

  /** The float attribute as it is in the file, or the fallback where it is absent. */
  public float real(String attribute, float fallback) {
    Attribute.FloatAttribute found = attribute(attribute, Attribute.FloatAttribute.class);
    return found == null ? fallback : found.value();
  }

  /** The string attribute, or the fallback where it is absent. */
  public String text(String attribute, String fallback) {
    Attribute.StringAttribute found = attribute(attribute, Attribute.StringAttribute.class);
    return found == null ? fallback : found.value();
  }

  /** The integers, or null where the attribute is absent. */
  public long @Nullable [] integers(String attribute) {
    Attribute.IntsAttribute found = attribute(attribute, Attribute.IntsAttribute.class);
    return found == null ? null : found.values();
  }

  /** The floats, or null where the attribute is absent. */
  public float @Nullable [] reals(String attribute) {
    Attribute.FloatsAttribute found = attribute(attribute, Attribute.FloatsAttribute.class);
    return found == null ? null : found.values();
  }

  /** The strings; empty where the attribute is absent. */
  public List<String> texts(String attribute) {
    Attribute.StringsAttribute found = attribute(attribute, Attribute.StringsAttribute.class);
    return found == null ? List.of() : found.values();
  }

  /** The tensor, or null where the attribute is absent. */
  public @Nullable NdArray tensor(String attribute) {
    Attribute.TensorAttribute found = attribute(attribute, Attribute.TensorAttribute.class);
    return found == null ? null : found.value();
  }

  /** The name where the node has one, else its first output: what messages call it. */
  public String label() {
    if (!name.isEmpty()) {
      return name;
    }
    return outputs.isEmpty() ? operator : outputs.get(0);
  }

  private <T extends Attribute> @Nullable T attribute(String key, Class<T> kind) {
    Attribute found = attributes.get(key);
    if (found == null) {
      return null;
    }
    if (!kind.isInstance(found)) {
      throw new IllegalArgumentException(
          "attribute "
              + key
              + " of "
              + operator
              + " node "
              + label()
              + " must be of kind "
              + kind.getSimpleName()
              + " but was "
              + found.getClass().getSimpleName());
    }
    return kind.cast(found);
  }
}
