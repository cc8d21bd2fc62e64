from django.apps import AppConfig


class ConsultConfig(AppConfig):
    name = "consult"

    def ready(self):
        from accounts import relations
        from accounts.signals import session_ended
        from consult import receivers
        from consult.queries import rooms

        relations.knows.append(rooms.engaged)
        session_ended.connect(receivers.session_ended)
