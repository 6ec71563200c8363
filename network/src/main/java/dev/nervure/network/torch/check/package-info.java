/**
 * The check of the native library at its first start on a machine: its fast single-precision paths
 * against double precision and against the definitions in Java. What is wrong is switched off or
 * refused, never used.
 */
@NullMarked
package dev.nervure.network.torch.check;

import org.jspecify.annotations.NullMarked;
