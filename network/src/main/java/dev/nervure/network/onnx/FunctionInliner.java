package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.nervure.network.BadModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces calls of functions that the file itself defines by their bodies. Edges inside a body get
 * the call's name in front. Expansion is bounded in depth and size, since a small file can define a
 * very large graph.
 */
final class FunctionInliner {

  private static final int MAXIMUM_DEPTH = 64;
  private static final int MAXIMUM_NODES = 200_000;

  /**
   * From here on the operators that exporters put into functions have kept their meaning, so that
   * bodies of another version can be taken in.
   */
  private static final long COMPATIBLE_OPSET = 18;

  private final Path file;
  private final long opset;
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final List<NodeProto> result = new ArrayList<>();
  private int calls;

  private FunctionInliner(Path file, List<FunctionProto> functions, long opset) {
    this.file = file;
    this.opset = opset;
    for (FunctionProto function : functions) {
      this.functions.put(
          key(function.getDomain(), function.getName(), function.getOverload()), function);
    }
  }

  static List<NodeProto> inline(
      Path file, List<FunctionProto> functions, List<NodeProto> nodes, long opset) {
    if (functions.isEmpty()) {
      return nodes;
    }
    FunctionInliner inliner = new FunctionInliner(file, functions, opset);
    for (NodeProto node : nodes) {
      inliner.expand(node, 0);
    }
    return inliner.result;
  }

  private void expand(NodeProto node, int depth) {
    FunctionProto function =
        functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
    if (function == null) {
      if (result.size() == MAXIMUM_NODES) {
        throw refuse("its functions expand to more than " + MAXIMUM_NODES + " nodes");
      }
      result.add(node);
      return;
    }
    if (depth == MAXIMUM_DEPTH || calls == MAXIMUM_NODES) {
      throw refuse(
          "function " + function.getName() + " calls itself or is nested over " + MAXIMUM_DEPTH);
    }
    checkOpset(function);
    calls++;
    String prefix = (node.getName().isEmpty() ? node.getOpType() + calls : node.getName()) + "/";
    Map<String, String> edges = new HashMap<>();
    bind(edges, function.getInputList(), node.getInputList(), function.getName());
    bind(edges, function.getOutputList(), node.getOutputList(), function.getName());
    Map<String, AttributeProto> arguments = new HashMap<>();
    for (AttributeProto preset : function.getAttributeProtoList()) {
      arguments.put(preset.getName(), preset);
    }
    for (AttributeProto given : node.getAttributeList()) {
      arguments.put(given.getName(), given);
    }
    for (NodeProto inner : function.getNodeList()) {
      expand(rename(inner, prefix, edges, arguments), depth + 1);
    }
  }

  private void bind(
      Map<String, String> edges, List<String> formal, List<String> actual, String function) {
    if (actual.size() > formal.size()) {
      throw refuse(
          "function "
              + function
              + " takes "
              + formal.size()
              + " edges but is called with "
              + actual.size());
    }
    for (int i = 0; i < formal.size(); i++) {
      if (i < actual.size() && !actual.get(i).isEmpty()) {
        edges.put(formal.get(i), actual.get(i));
      } else {
        edges.putIfAbsent(formal.get(i), "");
      }
    }
  }

  private static NodeProto rename(
      NodeProto inner,
      String prefix,
      Map<String, String> edges,
      Map<String, AttributeProto> arguments) {
    NodeProto.Builder copy = inner.toBuilder().clearInput().clearOutput().clearAttribute();
    copy.setName(prefix + (inner.getName().isEmpty() ? inner.getOpType() : inner.getName()));
    for (String input : inner.getInputList()) {
      copy.addInput(input.isEmpty() ? "" : edges.computeIfAbsent(input, name -> prefix + name));
    }
    for (String output : inner.getOutputList()) {
      // An output of the function that the caller leaves out still needs a name: the body may read
      // it again.
      String bound = output.isEmpty() ? "" : edges.get(output);
      if (bound == null || (bound.isEmpty() && !output.isEmpty())) {
        bound = prefix + output;
        edges.put(output, bound);
      }
      copy.addOutput(bound);
    }
    for (AttributeProto attribute : inner.getAttributeList()) {
      if (attribute.getRefAttrName().isEmpty()) {
        copy.addAttribute(attribute);
      } else {
        AttributeProto argument = arguments.get(attribute.getRefAttrName());
        if (argument != null) {
          copy.addAttribute(argument.toBuilder().setName(attribute.getName()));
        }
      }
    }
    return copy.build();
  }

  private void checkOpset(FunctionProto function) {
    for (OperatorSetIdProto set : function.getOpsetImportList()) {
      boolean standard = set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
      if (standard
          && set.getVersion() != opset
          && (set.getVersion() < COMPATIBLE_OPSET
              || set.getVersion() > OnnxReader.NEWEST_OPSET
              || opset < COMPATIBLE_OPSET)) {
        throw refuse(
            "function "
                + function.getName()
                + " uses operator set "
                + set.getVersion()
                + " but the model uses "
                + opset);
      }
    }
  }

  private BadModelException refuse(String what) {
    return new BadModelException(
        what, file.toString(), "inline the functions before saving (onnx.inliner)");
  }

  private static String key(String domain, String name, String overload) {
    return domain + "\u0000" + name + "\u0000" + overload;
  }
}
