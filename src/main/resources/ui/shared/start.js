// Runs before anything is drawn: fixes the root of all relative addresses, and applies the chosen colours.
"use strict";
(() => {
  const base = document.querySelector("base");
  base.href = base.href; // absolute from now on, whatever page is shown
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // storage is switched off: the colours of the system apply
  }
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
})();
