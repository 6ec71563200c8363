/**
 * Evaluation of graphs on libtorch. All that touches the native library is in this package and the
 * ones below it: unpacking and loading, the operators, the plan that runs a part of a graph, and
 * the exchange of arrays with Java.
 */
@NullMarked
package dev.nervure.network.torch;

import org.jspecify.annotations.NullMarked;
