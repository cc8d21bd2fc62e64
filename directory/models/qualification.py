from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory import files
from directory.enums import QualificationState
from lib import clock
from lib.ids import IdField, to_text


class Qualification(models.Model):
    """That a counsellor holds a title: the evidence, and what the staff say about it (actions/qualifications.py).

    The evidence is seen by its owner and by staff who check, and by nobody else. A renewal is a new row, so that the
    old one counts until it ends.
    """

    uid = IdField()
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="qualifications")
    title = models.ForeignKey(
        "directory.ProfessionalTitle", on_delete=models.PROTECT, related_name="+", verbose_name=_("title")
    )
    register_number = models.CharField(_("number in a public register"), max_length=60, blank=True)
    evidence = models.FileField(
        _("evidence"), storage=files.private, upload_to=files.evidence_path, blank=True, max_length=120
    )
    state = models.CharField(
        _("state"), max_length=10, choices=QualificationState.choices, default=QualificationState.WAITING
    )
    submitted_at = models.DateTimeField(_("sent in"), default=clock.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("checked by"),
    )  # fmt: skip
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("note to the counsellor"), max_length=400, blank=True)
    taken_over = models.BooleanField(default=False, help_text="Listed before evidence was kept; nobody's check.")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        ordering = ["-submitted_at", "-pk"]
        permissions = [("check_qualification", "Can check evidence of titles")]
        indexes = [models.Index(fields=["state", "valid_until"], name="qualification_ends")]
        constraints = [
            models.UniqueConstraint(
                fields=["counsellor", "title"],
                condition=Q(state=QualificationState.WAITING),
                name="qualification_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[QualificationState.CHECKED, QualificationState.REFUSED])
                | Q(checked_on__isnull=False)
                | Q(taken_over=True),
                name="qualification_decided_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.counsellor}, {self.title}"

    @property
    def uid_text(self) -> str:
        return to_text(self.uid)
