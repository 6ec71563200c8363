// Draws the page.

theme.start();
addHeader();
addFindings();
drawFigures();
addLastFacts();
addMeasureTexts();
addProvenance();
addLinks();
document.documentElement.setAttribute("data-drawn", "true");
