// Pictures of the plane: the map in shades of grey with a path on top, and preimages of intervals.

/** A figure of the plane; shown() gives {levels, low, high, curves: [{name, colour, points, dash}]}. */
function planeOption(plane, ctx) {
  const { colours } = ctx;
  const { low, high } = plane;
  const axis = (name, i) => axisStyle(colours, {
    type: "value", min: low[i], max: high[i], axisLine: { onZero: false, lineStyle: { color: colours.axis } }, name, nameLocation: "middle", nameGap: i === 0 ? 28 : 42,
    axisLabel: { color: colours.soft, fontSize: 11, formatter: formatNumber, hideOverlap: true },
  });
  const side = Math.min(ctx.width - 90, ctx.height - ctx.top - 70);
  return {
    grid: { left: 62 + Math.max(0, (ctx.width - 90 - side) / 2), top: ctx.top + 14, width: side, height: side },
    xAxis: axis("first coordinate", 0),
    yAxis: axis("second coordinate", 1),
    tooltip: { trigger: "item", formatter: (shown) => (shown.seriesType === "line" ? planeTip(shown) : "") },
    series: [{
      type: "custom", silent: true, z: 1, data: [[low[0], low[1]]],
      renderItem(params, api) {
        const corner = api.coord([low[0], high[1]]);
        const other = api.coord([high[0], low[1]]);
        return { type: "image", style: { image: plane.levels, x: corner[0], y: corner[1], width: other[0] - corner[0], height: other[1] - corner[1] } };
      },
    }].concat(plane.curves.map((curve) => ({
      type: "line", name: curve.name, showSymbol: false, z: 3, clip: true,
      lineStyle: { color: curve.colour, width: 2.2, type: curve.dash }, itemStyle: { color: curve.colour }, data: curve.points,
    }))).concat(plane.start ? [{
      type: "scatter", name: "start", symbolSize: 9, z: 4, silent: true, itemStyle: { color: "#ffffff", borderColor: "#000000", borderWidth: 1.5 },
      data: [plane.start],
    }] : []),
  };
}

function planeTip(shown) {
  return element("div", { class: "tip" }, element("strong", {}, shown.seriesName),
    element("div", {}, formatNumber(shown.value[0]) + ", " + formatNumber(shown.value[1])));
}

const planeHeight = (width) => Math.min(width - 20, 520);

function addPlane(section) {
  if (!report.walks.some((walk) => walk.plane)) {
    return;
  }
  const drawn = addFigure(section, {
    id: "figure-plane",
    title: () => "The path in the plane: " + inputName(shownWalk.walk) + ", " + walkName(shownWalk.walk),
    caption: "Grey: the first output that is held, dark is high; the edges of the shades are level curves. Orange: the path, from the white dot on. Within a class it follows a level curve.",
    label: "The path over the level curves of the output.",
    source: "The file path.npy holds the points.",
    height: planeHeight,
    option: (ctx) => planeOption(Object.assign({
      curves: [{ name: "path", colour: "#d55e00", dash: "solid", points: shownWalk.walk.plane.points }],
      start: shownWalk.walk.plane.points[0],
    }, shownWalk.walk.plane), ctx),
  });
  shownWalk.listeners.push(() => {
    drawn.figure.hidden = !shownWalk.walk.plane;
    if (shownWalk.walk.plane) {
      drawn.draw();
    }
  });
}

function addPreimages(section) {
  section.hidden = report.preimages.length === 0;
  report.preimages.forEach((preimage, i) => {
    addFigure(section, {
      id: "figure-preimage-" + i,
      title: "Outputs from " + formatNumber(preimage.low) + " to " + formatNumber(preimage.high),
      caption: (preimage.components === 1 ? "One connected set" : formatCount(preimage.components) + " connected sets") + " of area "
        + formatNumber(preimage.area) + ", of which " + formatNumber(preimage.startComponentArea) + " about the start (white dot). Orange: output "
        + formatNumber(preimage.low) + "; dashed: output " + formatNumber(preimage.high) + ". Cells of the search: " + formatNumber(preimage.cellSize) + ".",
      label: "The preimage of the interval over the level curves of the output.",
      source: "The file curves.csv holds the curves.",
      height: planeHeight,
      option: (ctx) => planeOption({
        low: preimage.planeLow, high: preimage.planeHigh, levels: preimage.levels, start: preimage.start,
        curves: preimage.curves.map((curve) => ({
          name: (curve.lower ? "lower end" : "upper end") + ", length " + formatNumber(curve.length) + (curve.closed ? ", closed" : ""),
          colour: "#d55e00", dash: curve.lower ? "solid" : [6, 4], points: curve.points,
        })),
      }, ctx),
    });
  });
}
