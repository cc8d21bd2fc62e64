// A button beside a field that copies it. Without a clipboard the button stays hidden: the field can be selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.querySelector("[data-copied]");
  if (!field || !words || !navigator.clipboard) continue;
  const before = words.textContent;
  button.hidden = false;
  words.setAttribute("role", "status");
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    words.textContent = words.dataset.copied;
    setTimeout(() => (words.textContent = before), 3000);
  });
}
