// Tables that are wider than the page: the first column stays, and an edge and a line of text say
// that there is more.

/** A table in a region that scrolls sideways where it must; attributes are those of the region. */
function sidewaysTable(attributes, table) {
  const region = element("div", Object.assign({ class: "scroll", role: "region", tabindex: "0" }, attributes), table);
  const hint = element("p", { class: "sideways" }, "More columns to the right: scroll sideways →");
  const look = () => {
    const left = region.scrollWidth - region.clientWidth - region.scrollLeft;
    region.toggleAttribute("data-more", left > 1);
    region.toggleAttribute("data-scrolled", region.scrollLeft > 1);
    hint.hidden = left <= 1;
  };
  region.addEventListener("scroll", look, { passive: true });
  const observer = new ResizeObserver(look);
  observer.observe(region);
  observer.observe(table);
  return element("div", { class: "table" }, hint, region);
}

/** A small table of text; all columns but the first are numbers. */
function plainTable(id, caption, heads, rows) {
  return sidewaysTable({ class: "scroll plain", id, style: "margin-bottom:1.2rem", "aria-label": caption },
    element("table", {}, element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((head, i) => element("th", { scope: "col", class: i === 0 ? null : "number" }, head)))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell, i) => element("td", { class: i === 0 ? null : "number" }, cell)))))));
}
