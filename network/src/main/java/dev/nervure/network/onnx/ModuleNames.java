package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module in which PyTorch's exporter says that a node was written, such as {@code
 * layer1.0.conv1}: among the node's metadata.
 */
final class ModuleNames {
  private static final String KEY = "pkg.torch.onnx.name_scopes";

  /** Python's way of writing a list of texts. */
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  private ModuleNames() {}

  /** The innermost module, or an empty text where the file does not say. */
  static String of(NodeProto node) {
    for (StringStringEntryProto property : node.getMetadataPropsList()) {
      if (property.getKey().equals(KEY)) {
        return innermost(property.getValue());
      }
    }
    return "";
  }

  /** From the network to the operation, which comes last. */
  private static String innermost(String scopes) {
    List<String> names = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(scopes);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names.size() < 2 ? "" : names.get(names.size() - 2);
  }
}
