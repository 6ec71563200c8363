/**
 * ONNX's own tests of single operators, run as they are: a graph, tensors for all of its inputs,
 * and the outputs of the reference implementation.
 */
@NullMarked
package dev.nervure.network.conformance;

import org.jspecify.annotations.NullMarked;
