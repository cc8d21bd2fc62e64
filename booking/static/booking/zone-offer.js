// The device's clock may be another one than that of the account: offer it, once. Nobody's address is looked at.
const form = document.querySelector("form[data-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SEASONS = [Date.UTC(2027, 0, 1), Date.UTC(2027, 6, 1), Date.now()];

function clockOf(zone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return SEASONS.map((at) => format.format(at)).join();
}

function kept(choice) {
  try {
    if (choice) localStorage.setItem("zone-kept", choice);
    return localStorage.getItem("zone-kept");
  } catch {
    return null; // storage may be forbidden: then it is offered again
  }
}

if (form && here) {
  const choice = `${here} ${form.dataset.zone}`;
  if (clockOf(here) !== clockOf(form.dataset.zone) && kept() !== choice) {
    form.elements.zone.value = here;
    form.querySelector("[data-there]").textContent = here.split("/").pop().replaceAll("_", " ");
    form.hidden = false;
    form.querySelector("[data-keep]").addEventListener("click", () => {
      kept(choice);
      form.hidden = true;
    });
  }
}
