// Where everything begins: the application, its address, its face.

import { App } from "./app.js";
import { Router } from "./router.js";
import { words } from "./words.js";
import { view } from "./views/element.js";
import { arm } from "./views/exit.js";
import "./views/composer.js";
import "./views/list.js";
import "./views/messages.js";
import "./views/room.js";
import "./views/setup.js";
import "./views/shell.js";
import "./views/transcript.js";
import "./views/unlock.js";

document.title = words.title;
const app = new App();
arm(app);

const shell = view("room-shell", { app });
const router = new Router(() => shell.show());
shell.router = router;
document.getElementById("room").replaceWith(shell);
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
router.start();
app.start();

// The promise of a call to the Worker ends with "locked" when the room is locked meanwhile: nothing went wrong.
addEventListener("unhandledrejection", (event) => {
  if (event.reason?.code === "locked" || event.reason?.code === "login" || event.reason?.code === "offline") event.preventDefault();
});
