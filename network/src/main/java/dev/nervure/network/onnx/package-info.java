/**
 * Reading and writing ONNX files. Files are untrusted: everything in them is checked before it is
 * used, and nothing outside their folder is read.
 */
@NullMarked
package dev.nervure.network.onnx;

import org.jspecify.annotations.NullMarked;
