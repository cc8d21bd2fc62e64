"""A refusal: what a rule raises, and what forms, pages and the API translate for people."""


class Denied(Exception):
    """Something may not happen now.

    `code` is stable and part of the API ("slot_taken"); `message` is a sentence for people that says what to do;
    `status` is the HTTP status the API answers with; `extra` is added to the API's JSON.
    """

    def __init__(self, code: str, message: str = "", *, status: int = 403, **extra):
        super().__init__(code)
        self.code, self.status, self.extra = code, status, extra
        self.message = message or code

    def as_json(self) -> dict:
        return {"error": self.code, "message": str(self.message), **self.extra}
