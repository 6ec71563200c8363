package dev.nervure.fiber.preimage;

import java.util.List;

/**
 * The inputs in a rectangle whose output lies in a closed interval, for a scalar function of two
 * inputs: every connected component, not the one of the start alone.
 *
 * <p>The published construction (arXiv 2112.10583, SiMExp-1D) traces some hundred level curves from
 * one start and shows their union, which is the component of the start.
 *
 * @param low smallest output
 * @param high largest output
 * @param lowerCurves where f = low
 * @param upperCurves where f = high
 * @param area of the whole set
 * @param areaError an estimate of how far the area may be off
 * @param components how many connected pieces the set has
 * @param startComponentArea area of the piece that contains the start
 * @param cellSize longer side of a cell of the grid that is refined; {@link IntervalPreimageSearch}
 *     says what can be missed
 */
public record IntervalPreimage(
    double low,
    double high,
    List<LevelCurve> lowerCurves,
    List<LevelCurve> upperCurves,
    double area,
    double areaError,
    int components,
    double startComponentArea,
    double cellSize) {}
