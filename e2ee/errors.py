"""The one way in which the protocol says no."""


class Invalid(Exception):
    """Something does not verify.

    People see one sentence, whatever it was. `code` is for the content-free diagnostics and for the server's answers;
    it never says more than which rule refused, and a wrong key and altered bytes have the same code.
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
