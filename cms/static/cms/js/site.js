// What every page of the site loads. One behaviour a file; each works on the HTML that is already there.
import "./exit.js";
import "./theme.js";
import "./menu.js";
import "./print.js";
import "./htmx-glue.js";

document.querySelector("[data-focus]")?.focus();
