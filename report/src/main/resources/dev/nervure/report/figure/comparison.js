// A corrected walk and the walk as published, side by side.

figure("comparison", (section, { ends }) => {
  const both = [walks[0], comparedWith(walks[0])];
  const { outputs } = ends[0];
  const rows = [
    ["Ended", (walk) => stopName(walk.stop, walk.kind)],
    ["Steps", (walk) => formatCount(walk.steps)],
    [pathLengthName(both[0]), (walk) => formatNumber(walk.length)],
    ["Distance from the start", (walk) => formatNumber(walk.netDistance)],
    ["Largest change of what is held", (walk) => formatNumber(walk.drift)],
    ["... halfway between points", (walk) => typeof walk.driftBetween === "number" ? formatNumber(walk.driftBetween) : "-"],
    ["Length in the output", (walk) => formatNumber(walk.pseudolength)],
  ].concat(outputs > 1 ? [["Answer at the end", (walk) => outputName(walk.predictionEnd, outputs)]]
    : [["Output at the end", (walk) => formatNumber(ends[walk.position].firstOutput)]]);
  section.append(plainTable("comparison-table", "Both walks", ["", "corrected", "as published"],
    rows.map(([name, text]) => [name].concat(both.map(text)))));
});
