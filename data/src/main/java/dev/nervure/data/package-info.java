/**
 * Labelled samples in, arrays out. {@link dev.nervure.data.DataSource} opens a file or folder (IDX,
 * CIFAR, image folders, CSV, npy, npz, the built-in glyphs) as {@link
 * dev.nervure.data.LabelledSamples}; {@link dev.nervure.data.Subset} picks rows; whatever is wrong
 * with an input comes out as {@link dev.nervure.data.BadDataException}.
 */
@NullMarked
package dev.nervure.data;

import org.jspecify.annotations.NullMarked;
