from django.urls import path, register_converter
from wagtail.contrib.sitemaps.views import index, sitemap

from cms import views
from cms.contact import views as contact
from cms.sitemaps import SECTIONS


class ColourConverter:
    regex = "[0-9a-f]{6}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ColourConverter, "colour")

urlpatterns = [
    path("contact/<int:pk>/", contact.write_to_us, name="write_to_us"),
    path("exit/", views.leave, name="exit"),
    path("colours/<str:build>/<colour:main>-<colour:accent>.css", views.stylesheet, name="colours"),
    path("legal/<slug:key>/<str:language>/<int:number>/", views.legal_version, name="legal_version"),
    path("cards/<int:page_id>/<slug:stamp>.png", views.card, name="card"),
    path("robots.txt", views.robots),
    path("sitemap.xml", index, {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap"}),
    path("sitemaps/<slug:section>.xml", sitemap, {"sitemaps": SECTIONS}, name="sitemap"),
]
