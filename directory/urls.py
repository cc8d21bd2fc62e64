from django.urls import path

from directory.views import own

urlpatterns = [
    path("practice/profile/", own.home, name="own_profile"),
    path("practice/profile/edit/", own.edit, name="edit_profile"),
    path("practice/profile/send/", own.send, name="send_profile"),
    path("practice/profile/take-back/", own.take_back, name="take_back_profile"),
    path("practice/profile/titles/", own.titles, name="own_titles"),
    path("practice/profile/titles/<id:uid>/evidence/", own.evidence, name="evidence"),
    path("practice/profile/titles/<id:uid>/remove/", own.remove_title, name="remove_title"),
    path("practice/profile/video/", own.video, name="own_video"),
    path("practice/profile/video/<id:uid>/remove/", own.remove_video, name="remove_video"),
]
