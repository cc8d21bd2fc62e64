import { loadCommonPasswords, loginPasswordProblems, roomPasswordProblems } from "/static/test/e2ee/passwords.js";
import { ready } from "/static/test/e2ee/primitives.js";
import { equal, run, test, throws } from "../check.js";

test("libsodium starts on the page, and eval stays forbidden", async () => {
  await ready();
  await throws(EvalError, () => new Function("return 1")());
});

test("the list of common passwords is fetched from beside the module", async () => {
  await loadCommonPasswords();
  equal(roomPasswordProblems("Password1234!"), ["too_common"]);
  equal(loginPasswordProblems("correct horse battery"), []);
});

run();
