from django.urls import path

from consult import views

app_name = "consult"
urlpatterns = [
    path("", views.app, name="app"),
    path("<path:path>", views.app, name="app_page"),
]
