/** The one way in which the protocol says no. `code` is for content-free diagnostics; people see one sentence. */
export class Invalid extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.name = "Invalid";
    this.code = code;
  }
}
