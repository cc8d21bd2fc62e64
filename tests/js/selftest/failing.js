import { equal, run, test } from "../check.js";

test("one is one", () => equal(1, 1));
test("one is two", () => equal(1, 2));
run();
