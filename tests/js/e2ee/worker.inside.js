import { authKey, wire } from "/static/test/e2ee/passwords.js";
import { ready } from "/static/test/e2ee/primitives.js";

addEventListener("message", async (event) => {
  await ready();
  postMessage(wire(authKey(event.data.password, event.data.seed)));
});
