// Draws the page.

theme.start();
addHeader();
addFindings();
addOverview(document.getElementById("glance"));
addProfile(document.getElementById("profile"));
addClasses(document.getElementById("classes"));
addDiagrams(document.getElementById("diagrams"));
addTraining(document.getElementById("training"));
addTable(document.getElementById("table"));
addMeasureTexts();
addProvenance();
addLinks();
document.documentElement.setAttribute("data-drawn", "true");
