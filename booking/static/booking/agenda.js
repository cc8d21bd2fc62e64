// The arrow keys on a calendar sheet, and the button that prints. Everything is a link and works without them.
const sheet = document.querySelector("[data-sheet]");

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

function visible(element) {
  return element.getClientRects().length > 0;
}

function middle(element) {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

// the closest thing that lies in this direction; what lies straight ahead counts as closer
function next(from, key) {
  const at = middle(from);
  let best = null;
  let least = Infinity;
  for (const piece of sheet.querySelectorAll("[data-piece]")) {
    if (piece === from || !visible(piece)) continue;
    const to = middle(piece);
    const [dx, dy] = [to.x - at.x, to.y - at.y];
    const [along, aside] = {
      ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx],
    }[key];
    const distance = along + 3 * Math.abs(aside);
    if (along > 4 && distance < least) [best, least] = [piece, distance];
  }
  return best;
}

sheet?.addEventListener("keydown", (event) => {
  const from = event.target.closest("[data-piece]");
  if (!from || !event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = next(from, event.key);
  if (to) {
    event.preventDefault();
    to.focus();
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    const turn = document.querySelector(event.key === "ArrowLeft" ? "[data-before]" : "[data-after]");
    if (turn) {
      event.preventDefault();
      turn.click();
    }
  }
});
