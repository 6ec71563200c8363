package dev.nervure.run;

/**
 * An edge of the Mapper graph of a layer: two nodes with points in common.
 *
 * @param layer its index
 * @param source number of the first node
 * @param target number of the second, which is larger
 * @param shared points in both, at least 1
 */
public record MapperEdgeRow(int layer, int source, int target, int shared) {}
