// The only file that knows htmx's event names: CSRF token, focus after a swap, what to say when nothing comes back.

function csrfToken() {
  return /(?:^|; )(?:__Host-)?csrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

// forms answered with 422 carry their errors: show them
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.elt.querySelector?.("[data-focus]")?.focus();
});

// no answer: do it the plain way, which shows the browser's own message
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const { elt } = event.detail;
    const form = elt.closest?.("form");
    if (form && form.method === "get") form.submit();
    else if (elt.href) location.assign(elt.href);
  });
}

// htmx notes where one is, with everything that was searched for. It needs that only for a cache of pages, which is off
function forgetWhere() {
  sessionStorage.removeItem("htmx-current-path-for-history");
}
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  document.addEventListener(name, forgetWhere);
}
try {
  forgetWhere();
} catch {
  /* storage may be forbidden; there is nothing in it then */
}
