/**
 * The ONNX operators, one class for each family. A definition reads a node's attributes once, when
 * a model is loaded, and gives the kernel that runs on tensors. {@link
 * dev.nervure.network.torch.operators.OperatorRegistry} knows them all.
 */
@NullMarked
package dev.nervure.network.torch.operators;

import org.jspecify.annotations.NullMarked;
