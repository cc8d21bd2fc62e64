"""Pages under /account/. The names are django-allauth's where it asks for them; its own password views are not here."""

from django.urls import include, path

from accounts.views import entrance, own

urlpatterns = [
    path("", own.settings, name="account_settings"),
    path("login/", entrance.login, name="account_login"),
    path("logout/", entrance.logout, name="account_logout"),
    path("signup/", entrance.signup, name="account_signup"),
    path("signup/counsellor/", entrance.signup_counsellor, name="account_signup_counsellor"),
    path("forgotten/", entrance.forgotten, name="account_forgotten"),
    path("forgotten/<str:secret>/", entrance.new_password, name="account_new_password"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("language/", own.language, name="account_language"),
    path("zone/", own.zone, name="account_zone"),
    path("agree/", own.agree, name="account_agree"),
    path("email/", own.email, name="account_email"),
    path("email/remove/", own.remove_email, name="account_remove_email"),
    path("email/confirm/<str:secret>/", own.confirm_email, name="account_confirm_email"),
    path("password/", own.password, name="account_password"),
    path("security/", own.security, name="account_security"),
    path("security/sessions/<int:pk>/end/", own.end_session, name="account_end_session"),
    path("security/sessions/end/", own.end_all_sessions, name="account_end_all_sessions"),
    path("reauthenticate/", own.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]
