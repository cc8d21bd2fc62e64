from django.urls import path

from directory import views

urlpatterns = [path("practice/profile/", views.edit_profile, name="edit_profile")]
