from django.contrib.auth.backends import ModelBackend


class DerivedKeyBackend(ModelBackend):
    pass
