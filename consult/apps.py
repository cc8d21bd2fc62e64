from django.apps import AppConfig


class ConsultConfig(AppConfig):
    name = "consult"

    def ready(self):
        from accounts import relations
        from consult.queries import rooms

        relations.knows.append(rooms.engaged)
