// The preimage of an interval in the plane.

figure("preimage", (section, { figures: preimage, levels, curves }) => {
  addFact("Area", areaInWords(preimage));
  addFact("Connected sets", formatCount(preimage.components));
  addChart(section, {
    id: "figure-preimage",
    title: "Outputs from " + formatNumber(preimage.low) + " to " + formatNumber(preimage.high),
    caption: (preimage.components === 1 ? "One connected set" : formatCount(preimage.components) + " connected sets") + " of area "
      + areaInWords(preimage) + ", of which " + formatNumber(preimage.startComponentArea) + " about the start (white dot). Cells of the search: "
      + formatNumber(preimage.cellSize) + ".",
    label: "The preimage of the interval over the level curves of the output.",
    source: "The file curves.csv holds the curves.",
    height: planeHeight,
    option: (ctx) => planeOption({
      legend: true, low: preimage.planeLow, high: preimage.planeHigh, levels, start: preimage.start,
      curves: curves.map((curve) => ({
        name: "output " + formatNumber(curve.lower ? preimage.low : preimage.high),
        tip: "length " + formatNumber(curve.length) + (curve.closed ? ", closed" : ""),
        colour: curve.lower ? "#d55e00" : "#5d2a8c", dash: curve.lower ? "solid" : [7, 4], points: curve.points,
      })),
    }, ctx),
  });
});

/** The area with its estimated error, where that is known. */
function areaInWords(preimage) {
  return preimage.areaError ? preimage.area.toFixed(Math.max(3, Math.min(8, -Math.floor(Math.log10(preimage.areaError))))) + " ± " + formatNumber(preimage.areaError)
    : formatNumber(preimage.area);
}
