"""A counsellor's own pages about the public profile: where it stands, evidence of titles, a video."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directory import files, queries, standing, steps
from directory.actions import profiles, qualifications, videos
from directory.evidence_form import EvidenceForm
from directory.models import ProfileVideo, Qualification
from directory.video_form import VideoForm
from lib import ratelimit
from lib.denied import Denied


def own_page(view):
    """For counsellors: `request.profile` is theirs, made on the first visit. Others are told that this is not for them."""

    @login_required
    def guarded(request, *args, **kwargs):
        try:
            request.profile = profiles.create_for(request.user)
        except Denied as denied:
            return HttpResponseForbidden(render_to_string("403.html", {"reason": denied.message}, request))
        return view(request, *args, **kwargs)

    return guarded


@own_page
@require_GET
def home(request):
    """/practice/profile/: where the profile stands and what comes next."""
    found = standing.of(request.profile)
    context = {"it": found, "steps": steps.rows(found.progress), "guide": queries.guide(request.user.language)}
    return render(request, "directory/own/home.html", context)


@own_page
@require_GET
def edit(request):
    """/practice/profile/edit/: to the editor. Browsers keep the place after the # through a redirect."""
    return redirect("wagtailadmin_pages:edit", request.profile.pk)


@own_page
@require_POST
def send(request):
    try:
        profiles.send(request.profile, by=request.user)
    except Denied as denied:
        messages.error(request, denied.message)
    else:
        messages.success(request, _("Sent. We read it, usually within two working days, and tell you."))
    return redirect("own_profile")


@own_page
@require_POST
def take_back(request):
    profiles.take_back(request.profile, by=request.user)
    messages.success(request, _("You can go on writing. Send it in again when you are ready."))
    return redirect("own_profile")


@own_page
@require_http_methods(["GET", "POST"])
def titles(request):
    initial = {"title": request.profile.get_latest_revision_as_object().professional_title}
    form = EvidenceForm(*_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _tried(form, lambda: _submit(request, form)):
        messages.success(request, _("Thank you. We check it, usually within two working days, and tell you."))
        return redirect("own_titles")
    rows = queries.qualifications_of(request.user)
    context = {"form": form, "rows": rows, "it": standing.of(request.profile)}
    return render(request, "directory/own/titles.html", context, status=422 if form.errors else 200)


def _submit(request, form) -> None:
    ratelimit.hit("evidence", str(request.user.pk), limit=10, seconds=3600)
    data = form.cleaned_data
    qualifications.submit(data["title"], data["evidence"], register_number=data["register_number"], by=request.user)


@own_page
@require_http_methods(["GET", "POST"])
def remove_title(request, uid):
    found = _own(Qualification, counsellor=request.user, uid=uid)
    if request.method == "POST":
        qualifications.remove(found, by=request.user)
        messages.success(request, _("Removed, and the document deleted."))
        return redirect("own_titles")
    return render(request, "directory/own/remove_title.html", {"it": found, "listed": queries.is_listed(request.user)})


@login_required
@require_GET
def evidence(request, uid):
    """The document itself: for its owner, and for staff who check. Always as a file to save, never as a page of ours."""
    found = queries.seen_qualifications(request.user).filter(uid=uid).first()
    if found is None or not found.evidence or not found.evidence.storage.exists(found.evidence.name):
        raise Http404
    kind = found.evidence.name.rpartition(".")[2]
    with found.evidence.open("rb") as document:  # at most 10 MB
        response = HttpResponse(document.read(), files.EVIDENCE_KINDS.get(kind, "application/octet-stream"))
    response["Content-Disposition"] = f'attachment; filename="evidence.{kind}"'
    return response


@own_page
@require_http_methods(["GET", "POST"])
def video(request):
    form = VideoForm(*_sent(request), initial={"captions_language": request.user.language})
    if request.method == "POST" and form.is_valid() and _tried(form, lambda: _add_video(request, form)):
        messages.success(request, _("Your video is in your draft. Send your profile for checking, so that it appears."))
        return redirect("own_video")
    found = standing.of(request.profile)
    context = {"form": form, "videos": request.user.videos.all(), "it": found}
    return render(request, "directory/own/video.html", context, status=422 if form.errors else 200)


def _add_video(request, form) -> None:
    ratelimit.hit("video", str(request.user.pk), limit=10, seconds=3600)
    data = form.cleaned_data
    videos.add(
        request.profile, data["file"], captions=data["captions"], captions_language=data["captions_language"],
        by=request.user,
    )  # fmt: skip


@own_page
@require_POST
def remove_video(request, uid):
    videos.remove(_own(ProfileVideo, owner=request.user, uid=uid), by=request.user)
    messages.success(request, _("The video is deleted."))
    return redirect("own_video")


def _sent(request) -> tuple:
    """An empty form that was sent is bound, too: it has errors."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _own(model, **which):
    found = model.objects.filter(**which).first()
    if found is None:
        raise Http404
    return found


def _tried(form, act) -> bool:
    """Do it; a refusal becomes the form's error."""
    try:
        act()
    except Denied as denied:
        form.add_error(None, denied.message)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors
