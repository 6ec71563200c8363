/**
 * Mapper graphs of point clouds (Singh, Mémoli, Carlsson, "Topological methods for the analysis of
 * high dimensional data sets and 3D object recognition", Eurographics SPBG 2007): a lens gives
 * every point a few numbers, a cover cuts their range into elements that overlap, the points of
 * each element are clustered by themselves, and clusters that share points are joined.
 */
@NullMarked
package dev.nervure.mapper;

import org.jspecify.annotations.NullMarked;
