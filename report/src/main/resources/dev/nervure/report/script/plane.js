// Pictures of the plane: the map in shades of grey with a path on top, and preimages of intervals.

/** A figure of the plane; shown() gives {levels, low, high, curves: [{name, colour, points, dash}]}. */
function planeOption(plane, ctx) {
  const { colours } = ctx;
  const { low, high } = plane;
  const axis = (name, i) => axisStyle(colours, {
    type: "value", min: low[i], max: high[i], axisLine: { onZero: false, lineStyle: { color: colours.axis } }, name, nameLocation: "middle", nameGap: i === 0 ? 28 : 42,
    axisLabel: { color: colours.soft, fontSize: 11, formatter: formatTick, hideOverlap: true, showMinLabel: isRound(low[i], low, high), showMaxLabel: isRound(high[i], low, high) },
  });
  const names = [...new Set(plane.curves.map((curve) => curve.name))];
  const legend = plane.legend && names.length > 0 ? 30 : 0;
  const top = ctx.top + 14 + legend;
  const side = Math.min(ctx.width - 90, ctx.height - top - 56);
  return {
    grid: { left: 62 + Math.max(0, (ctx.width - 90 - side) / 2), top, width: side, height: side },
    legend: {
      show: legend > 0, left: "center", top: ctx.top + 4, itemWidth: 30, data: names, selectedMode: false,
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
    xAxis: axis("input 1", 0),
    yAxis: axis("input 2", 1),
    tooltip: { trigger: "item", formatter: (shown) => (shown.seriesType === "line" ? planeTip(shown, plane.curves[shown.seriesIndex - 1].tip) : "") },
    series: [{
      type: "custom", silent: true, z: 1, data: [[low[0], low[1]]],
      renderItem(params, api) {
        const corner = api.coord([low[0], high[1]]);
        const other = api.coord([high[0], low[1]]);
        return { type: "image", style: { image: plane.levels, x: corner[0], y: corner[1], width: other[0] - corner[0], height: other[1] - corner[1] } };
      },
    }].concat(plane.curves.map((curve) => ({
      type: "line", name: curve.name, showSymbol: false, z: curve.z || 3, clip: true,
      lineStyle: { color: curve.colour, width: 2.2, type: curve.dash }, itemStyle: { color: curve.colour }, data: curve.points,
    }))).concat(plane.start ? [{
      type: "scatter", name: "start", symbolSize: 9, z: 4, silent: true, itemStyle: { color: "#ffffff", borderColor: "#000000", borderWidth: 1.5 },
      data: [plane.start],
    }] : []),
  };
}

/** Whether the end of an axis has as few digits as its ticks; others stand in the way of these. */
function isRound(end, low, high) {
  const tenth = 10 ** Math.floor(Math.log10(Math.max(high[0] - low[0], high[1] - low[1]) || 1) - 1);
  return Math.abs(end / tenth - Math.round(end / tenth)) < 1e-6;
}

function planeTip(shown, tip) {
  return element("div", { class: "tip" }, element("strong", {}, shown.seriesName),
    element("div", {}, formatNumber(shown.value[0]) + ", " + formatNumber(shown.value[1])), tip ? element("div", { class: "soft" }, tip) : null);
}

const planeHeight = (width) => Math.min(width - 20, 520);

function addPlane(section) {
  if (!report.walks.some((walk) => walk.plane)) {
    return;
  }
  const drawn = addFigure(section, {
    id: "figure-plane",
    title: () => "The path in the plane: " + inputName(shownWalk.walk) + ", " + walkName(shownWalk.walk),
    caption: () => "Grey: the first output that is held, dark is high; the edges of the shades are level curves. Orange: the path, from the white dot on. "
      + (comparedWith(shownWalk.walk) ? "Dashed blue: the same walk " + methodName(comparedWith(shownWalk.walk)) + ". " : "") + "Within a class a path follows a level curve.",
    label: "The path over the level curves of the output.",
    source: "The file path.npy holds the points.",
    height: planeHeight,
    option: (ctx) => planeOption(planeOfWalk(shownWalk.walk), ctx),
  });
  shownWalk.listeners.push(() => {
    drawn.figure.hidden = !shownWalk.walk.plane;
    if (shownWalk.walk.plane) {
      drawn.draw();
    }
  });
}

/** The map with the path of a walk, and of the one it is compared with; the wider map of both. */
function planeOfWalk(walk) {
  const other = comparedWith(walk);
  const both = [walk].concat(other && other.plane ? [other] : []);
  const area = ({ plane }) => (plane.high[0] - plane.low[0]) * (plane.high[1] - plane.low[1]);
  const widest = both.reduce((wide, one) => (area(one) > area(wide) ? one : wide)).plane;
  return {
    legend: both.length > 1, low: widest.low, high: widest.high, levels: widest.levels, start: walk.plane.points[0],
    curves: both.map((one, i) => ({
      name: other ? methodName(one) : "path", colour: i === 0 ? "#d55e00" : "#0072b2", dash: i === 0 ? "solid" : [7, 4], z: 3 - i, points: one.plane.points,
    })),
  };
}

function addPreimages(section) {
  section.hidden = report.preimages.length === 0;
  report.preimages.forEach((preimage, i) => {
    addFigure(section, {
      id: "figure-preimage-" + i,
      title: "Outputs from " + formatNumber(preimage.low) + " to " + formatNumber(preimage.high),
      caption: (preimage.components === 1 ? "One connected set" : formatCount(preimage.components) + " connected sets") + " of area "
        + areaInWords(preimage) + ", of which " + formatNumber(preimage.startComponentArea) + " about the start (white dot). Cells of the search: "
        + formatNumber(preimage.cellSize) + ".",
      label: "The preimage of the interval over the level curves of the output.",
      source: "The file curves.csv holds the curves.",
      height: planeHeight,
      option: (ctx) => planeOption({
        legend: true, low: preimage.planeLow, high: preimage.planeHigh, levels: preimage.levels, start: preimage.start,
        curves: preimage.curves.map((curve) => ({
          name: "output " + formatNumber(curve.lower ? preimage.low : preimage.high),
          tip: "length " + formatNumber(curve.length) + (curve.closed ? ", closed" : ""),
          colour: curve.lower ? "#d55e00" : "#5d2a8c", dash: curve.lower ? "solid" : [7, 4], points: curve.points,
        })),
      }, ctx),
    });
  });
}

/** The area with its estimated error, where that is known. */
function areaInWords(preimage) {
  return preimage.areaError ? preimage.area.toFixed(Math.max(3, Math.min(8, -Math.floor(Math.log10(preimage.areaError))))) + " ± " + formatNumber(preimage.areaError)
    : formatNumber(preimage.area);
}
