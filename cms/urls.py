from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms import views

urlpatterns = [
    path("exit/", views.leave, name="exit"),
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemap),
]
