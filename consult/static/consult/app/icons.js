// Line icons as path data, drawn on a 24 by 24 grid. Decorative: the words beside them carry the meaning.

const PATHS = {
  back: ["M15 5l-7 7 7 7"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  shield: ["M12 3l7 3v5c0 4.6-3 8-7 10-4-2-7-5.4-7-10V6z", "M9 12l2.2 2.2L15.5 10"],
  alert: ["M12 4L2.8 20h18.4z", "M12 10v4.5", "M12 17.2v.2"],
  info: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 11v5.5", "M12 7.6v.2"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7.5V12l3 2"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  seen: ["M2 12.5l4.5 4.5L15 8.5", "M11.5 16.5l.5.5L21.5 7.5"],
  dot: ["M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"],
  cross: ["M6 6l12 12", "M18 6L6 18"],
  send: ["M4 12l16-7.5-5.5 15.5-3.2-6.3z", "M11.3 13.7L20 4.5"],
  print: ["M7 8V3.5h10V8", "M6.5 16.5H4V8h16v8.5h-2.5", "M7 13.5h10v7H7z"],
  calendar: ["M4 6h16v14H4z", "M4 10h16", "M8 3.5V7", "M16 3.5V7"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", "M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z"],
  exit: ["M13 4H4v16h9", "M10 12h10.5", "M16.5 8l4 4-4 4"],
  people: ["M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z", "M2.5 20c0-3.6 2.9-5.5 6.5-5.5s6.5 1.9 6.5 5.5", "M16 5.5a3.2 3.2 0 0 1 0 6.2", "M18 14.9c2.2.8 3.5 2.5 3.5 5.1"],
  key: ["M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M11 12.2L20 3.5", "M16 7.5l3 3"],
  down: ["M12 4v15", "M6 13l6 6 6-6"],
  refresh: ["M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9", "M20 4v5h-5"],
  gear: ["M5 7h14", "M5 12h14", "M5 17h14", "M9 5v4", "M15 10v4", "M8 15v4"],
  home: ["M4 11l8-7 8 7", "M6 9.5V20h12V9.5"],
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
