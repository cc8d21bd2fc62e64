from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QualificationState(TextChoices):
    WAITING = "waiting", _("waiting for a check")
    CHECKED = "checked", _("checked")
    REFUSED = "refused", _("not accepted")
    EXPIRED = "expired", _("expired")


Q = QualificationState
TRANSITIONS = {  # a new try is a new row
    Q.WAITING: {Q.CHECKED, Q.REFUSED},
    Q.CHECKED: {Q.EXPIRED, Q.REFUSED},  # staff may take a check back
    Q.REFUSED: set(),
    Q.EXPIRED: set(),
}
