// Show times on the visitor's own clock: the browser knows its zone, nobody looks at addresses.
// Only while the person has not chosen one; the form then asks for the page again, with that zone.
const form = document.querySelector("form[data-guess-zone]");
const select = form?.querySelector("select[name=zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (select && here && select.value !== here && [...select.options].some((option) => option.value === here)) {
  select.value = here;
  form.requestSubmit();
}
