// Runs before the first paint: puts the stored language, theme and colours on the document. The page takes over later.
(function () {
  var stored = {};
  try {
    stored = JSON.parse(localStorage.getItem("craftstrat.settings") || "{}") || {};
  } catch (_) {
    // A store that is forbidden or unreadable leaves the defaults.
  }
  var dark = stored.theme === "dark" ||
    (stored.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  var root = document.documentElement;
  root.setAttribute("data-theme", dark ? "craftstrat-dark" : "craftstrat-light");
  root.setAttribute("data-pnl", stored.pnl === "green_red" ? "green-red" : "blue-orange");
  root.setAttribute("lang", stored.lang === "fr" || stored.lang === "en" ? stored.lang
    : /^fr/i.test(navigator.language) ? "fr" : "en");
})();
