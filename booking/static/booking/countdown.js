// "in 12 minutes", beside a sentence that says the same with the clock. The server may draw the place anew at any time.
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });

function show() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const minutes = Math.ceil((new Date(place.dataset.until) - Date.now()) / 60_000);
    let text = "";
    if (minutes >= 2 * 24 * 60) text = words.format(Math.round(minutes / (24 * 60)), "day");
    else if (minutes >= 120) text = words.format(Math.round(minutes / 60), "hour");
    else if (minutes > 0) text = words.format(minutes, "minute");
    if (place.textContent !== text) place.textContent = text;
  }
}

show();
setInterval(show, 5000);
