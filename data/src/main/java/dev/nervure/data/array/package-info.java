/**
 * Arrays on disk: NumPy's {@code .npy} and {@code .npz}, read through memory maps and written as
 * streams. Nothing here trusts a header: no allocation exceeds what the file itself holds.
 */
@NullMarked
package dev.nervure.data.array;

import org.jspecify.annotations.NullMarked;
