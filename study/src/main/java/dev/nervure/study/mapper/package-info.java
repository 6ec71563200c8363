/**
 * Mapper graphs of the layers of a network, or of a point cloud: which groups of points hang
 * together along a lens, of which classes they are, and how that changes from layer to layer.
 */
@NullMarked
package dev.nervure.study.mapper;

import org.jspecify.annotations.NullMarked;
