/**
 * The graph of a network as plain data: nodes with ONNX operator names and ONNX semantics, the
 * tensors they start from, and the names of the edges between them. Needs no native library;
 * readers produce it, the evaluator runs it, training changes its tensors, and a writer turns it
 * into a file.
 */
@NullMarked
package dev.nervure.network.graph;

import org.jspecify.annotations.NullMarked;
