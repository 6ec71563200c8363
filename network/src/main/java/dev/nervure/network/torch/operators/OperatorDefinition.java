package dev.nervure.network.torch.operators;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One supported operator.
 *
 * @param name the ONNX name
 * @param family what kind of operator it is, for the documentation
 * @param differentiable whether derivatives pass through; false where the output is made of
 *     integers, truth values or constant pieces
 * @param linearity where it is affine
 * @param limits what of the operator is not supported, empty if everything is
 * @param kernel reads the attributes of a node
 * @param pullback reads them for the derivative of many rows at once; null where libtorch's own
 *     derivative is taken
 * @param pushforward the same for the derivative of many tangents
 */
public record OperatorDefinition(
    String name,
    String family,
    boolean differentiable,
    Linearity linearity,
    String limits,
    Function<NodeContext, Kernel> kernel,
    @Nullable Function<NodeContext, Pullback> pullback,
    @Nullable Function<NodeContext, Pushforward> pushforward) {}
