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
