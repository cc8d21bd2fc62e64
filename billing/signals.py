"""What billing announces to the apps above. Sent inside the transaction that makes it true."""

from django.dispatch import Signal

# arguments: `charge`, `payment` (the one that settled it). Sent once per charge.
charge_settled = Signal()
# arguments: `charge`, `payment`. The payer says the money is on its way; nothing is proven.
payment_declared = Signal()
# arguments: `charge`, `payment`, `refund`. Money has gone back; `refund.origin` says whether we asked for it, and a
# `refund.reason` "dispute" that the payer's bank took it. Sent once per refund.
money_returned = Signal()
# the same arguments. Money that had gone back is there again: the payee won a dispute that was lost, or a bank did not
# take a refund.
money_kept = Signal()
