from django.apps import AppConfig


class E2EEConfig(AppConfig):
    name = "e2ee"
