package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads an ONNX file into a {@link Graph}: local functions are inlined, nodes sorted, external
 * tensors loaded from the model's own folder.
 *
 * <p>A file may do no more than use its own bytes: tensors beside it are read only when they lie in
 * the same folder tree and are plain files (no links). What is allocated is bounded by the sizes of
 * the files and the number of their nodes. Time O(size of the files).
 */
public final class OnnxReader {

  /** The oldest operator set whose operators are known here. */
  public static final long OLDEST_OPSET = 7;

  /**
   * The newest operator set; those after 21 differ from it in element types only, for the operators
   * that are supported.
   */
  public static final long NEWEST_OPSET = 28;

  private OnnxReader() {}

  /**
   * Reads a file.
   *
   * @throws BadModelException if the file is missing, damaged or uses what a graph cannot express
   *     (control flow, strings, sparse or quantised tensors)
   */
  public static Graph read(Path file) {
    ModelProto model = parse(file);
    try {
      return new GraphReader(file, model, opset(file, model)).read();
    } catch (BadModelException e) {
      throw e;
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw new BadModelException(
          "the graph is not valid: " + e.getMessage(), file.toString(), CHECK_ADVICE, e);
    } catch (StackOverflowError e) {
      throw new BadModelException("the graph is nested too deeply", file.toString(), CHECK_ADVICE);
    }
  }

  /**
   * Reads a file that holds one tensor, a serialised TensorProto message, as ONNX's tests do.
   *
   * @return integers of all widths and truth values as INT64, 16-bit floats as FLOAT32
   * @throws BadModelException if the file is missing, damaged or holds strings or another type that
   *     is not supported
   */
  public static NdArray readTensor(Path file) {
    try {
      TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(file));
      return new TensorReader(file, new ExternalData(file)).read(tensor, "");
    } catch (InvalidProtocolBufferException e) {
      throw new BadModelException(
          "this holds no tensor, or it is damaged: " + firstLine(e),
          file.toString(),
          CHECK_ADVICE,
          e);
    } catch (IOException e) {
      throw new BadModelException(
          "the file cannot be read: " + e, file.toString(), "check the path", e);
    }
  }

  static final String CHECK_ADVICE = "export it again and check it with onnx.checker";

  private static ModelProto parse(Path file) {
    if (!Files.exists(file)) {
      throw new BadModelException("there is no such file", file.toString(), "check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadModelException("this is not a file", file.toString(), "give the .onnx file");
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new BadModelException("the file is empty", file.toString(), "export it again");
      }
      long available = Runtime.getRuntime().maxMemory();
      if (size > Integer.MAX_VALUE - 64 || 2 * size > available) {
        throw new BadModelException(
            "the file has "
                + (size >> 20)
                + " MiB and needs twice that in memory, but Java may use "
                + (available >> 20)
                + " MiB",
            file.toString(),
            "give Java more memory with -Xmx, or store the weights as external data if the file is over 2 GiB");
      }
      // Reading through a byte string lets large tensors stay slices of the one array instead of
      // copies.
      CodedInputStream input =
          UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file)).newCodedInput();
      input.enableAliasing(true);
      ModelProto model = ModelProto.parseFrom(input);
      if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
        throw new BadModelException(
            "the file holds no graph, so it is not an ONNX model",
            file.toString(),
            "for PyTorch files (.pt, .pth) use torch.onnx.export");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new BadModelException(
          "this is not an ONNX file, or it is damaged: " + firstLine(e),
          file.toString(),
          CHECK_ADVICE,
          e);
    } catch (IOException e) {
      throw new BadModelException(
          "the file cannot be read: " + e, file.toString(), "check the permissions", e);
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static long opset(Path file, ModelProto model) {
    long opset = -1;
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        opset = set.getVersion();
      }
    }
    if (opset < 0 && model.getOpsetImportCount() > 0) {
      List<String> domains =
          model.getOpsetImportList().stream().map(OperatorSetIdProto::getDomain).sorted().toList();
      throw new BadModelException(
          "the file uses none of ONNX's own operators, only those of " + String.join(", ", domains),
          file.toString(),
          "export the neural network itself");
    }
    if (opset < 0) {
      throw new BadModelException(
          "the file does not say which ONNX operator set it uses", file.toString(), CHECK_ADVICE);
    }
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new BadModelException(
          "operator set "
              + opset
              + " is not supported, only "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET,
          file.toString(),
          "export with opset 17, or convert with onnx.version_converter");
    }
    return opset;
  }
}
