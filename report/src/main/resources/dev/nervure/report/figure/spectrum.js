// The spectrum: singular values of the Jacobian from the input to each layer.

figure("spectrum", (section, data) => {
  addChart(section, {
    id: "figure-spectrum",
    title: "Singular values by layer",
    caption: "Geometric means over " + formatCount(Math.max(...data.lines.map((line) => line.n)))
      + " inputs, on a logarithmic scale. A line ends where half of the inputs have no further value above the tolerance: what remains to the right are directions that the layer does not notice.",
    label: () => "Singular values by their rank for the layers " + data.lines.map((line) => layerName(layerPosition.get(line.layer))).join(", ") + ".",
    source: "The table singular_values of the run holds the values.",
    height: (width) => (width < 560 ? 360 : 420),
    option: (ctx) => spectrumOption(data.lines, ctx),
  });
});

function spectrumOption(spectra, ctx) {
  const { colours } = ctx;
  // Shortened names may be bare numbers.
  const name = (position) => (/^\d+$/.test(shortLayerNames[position]) ? "layer " : "") + shortLayerNames[position];
  const lines = spectra.map((line, i) => ({
    name: name(layerPosition.get(line.layer)), colour: colours.classes[i % colours.classes.length],
    dash: DASHES[i % DASHES.length], points: line.points.map(([number, value]) => [number, Math.log10(value)]),
  }));
  const scale = decades(lines.flatMap((line) => line.points.map((point) => point[1])), 5);
  return {
    grid: { left: 8, right: 22, top: ctx.top + 50, bottom: 34, containLabel: true },
    legend: {
      type: "scroll", left: 8, right: 8, top: ctx.top + 8, itemWidth: 26, data: lines.map((line) => line.name),
      textStyle: { color: colours.ink, fontFamily: FONT }, pageTextStyle: { color: colours.soft }, pageIconColor: colours.ink,
      pageIconInactiveColor: colours.line,
    },
    tooltip: { trigger: "item", formatter: (shown) => element("div", { class: "tip" }, element("strong", {}, shown.seriesName),
      element("div", {}, "number " + formatCount(shown.value[0]) + ": " + formatNumber(10 ** shown.value[1]))) },
    xAxis: axisStyle(colours, {
      type: "value", min: 0, name: "number of the singular value", nameLocation: "middle", nameGap: 28,
      axisLine: { onZero: false, lineStyle: { color: colours.axis } },
    }),
    yAxis: axisStyle(colours, {
      type: "value", min: scale.min, max: scale.max, interval: scale.interval, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colours.soft, fontSize: 11, formatter: formatPower, hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: lines.map((line) => ({
      type: "line", name: line.name, data: line.points, symbol: "circle", symbolSize: 6, showSymbol: line.points.length < 20,
      lineStyle: { color: line.colour, width: 1.8, type: line.dash }, itemStyle: { color: line.colour },
    })),
  };
}
