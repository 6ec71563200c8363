// The path of a walk in the plane, over the level curves of what is held.

figure("path-in-plane", (section, { planes }) => {
  const drawn = addChart(section, {
    id: "figure-plane",
    title: () => "The path in the plane: " + inputName(shownWalk.walk) + ", " + walkName(shownWalk.walk),
    caption: () => "Grey: the first output that is held, dark is high; the edges of the shades are level curves. Orange: the path, from the white dot on. "
      + (comparedWith(shownWalk.walk) ? "Dashed blue: the same walk " + methodName(comparedWith(shownWalk.walk)) + ". " : "") + "Within a fiber a path follows a level curve.",
    label: "The path over the level curves of the output.",
    source: "The file path.npy holds the points.",
    height: planeHeight,
    option: (ctx) => planeOption(planeOfWalk(shownWalk.walk, planes), ctx),
  });
  shownWalk.listeners.push(() => {
    section.hidden = !planes[shownWalk.walk.position];
    if (!section.hidden) {
      drawn.draw();
    }
  });
});

/** The map with the path of a walk, and of the one it is compared with; the wider map of both. */
function planeOfWalk(walk, planes) {
  const other = comparedWith(walk);
  const both = [walk].concat(other && planes[other.position] ? [other] : []);
  const area = ({ low, high }) => (high[0] - low[0]) * (high[1] - low[1]);
  const widest = both.map((one) => planes[one.position]).reduce((wide, one) => (area(one) > area(wide) ? one : wide));
  return {
    legend: both.length > 1, low: widest.low, high: widest.high, levels: widest.levels, start: planes[walk.position].points[0],
    curves: both.map((one, i) => ({
      name: other ? methodName(one) : "path", colour: i === 0 ? "#d55e00" : "#0072b2", dash: i === 0 ? "solid" : [7, 4], z: 3 - i,
      points: planes[one.position].points,
    })),
  };
}
