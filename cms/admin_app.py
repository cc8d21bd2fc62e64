"""Wagtail's admin, except that it sends no mails: they would name people. Notices with constant words take their place
(directory/receivers.py)."""

from wagtail.admin.apps import WagtailAdminAppConfig

HANDLERS = {
    "task_submitted": "group_approval_task_submitted_email_notification",
    "workflow_submitted": "workflow_state_submitted_email_notification",
    "workflow_rejected": "workflow_state_rejected_email_notification",
    "workflow_approved": "workflow_state_approved_email_notification",
}


class AdminConfig(WagtailAdminAppConfig):
    default = False

    def ready(self):
        super().ready()
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        for signal, handler in HANDLERS.items():
            sender = TaskState if signal.startswith("task") else WorkflowState
            getattr(signals, signal).disconnect(sender=sender, dispatch_uid=handler)
