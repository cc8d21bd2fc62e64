"""A counsellor's own video: kept without what the telephone wrote into it; shown once staff have published it."""

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.actions import audit
from directory import film, rules
from directory.actions import profiles
from directory.models import CounsellorPage, ProfileVideo
from lib import ids

MOST = 5  # kept for each counsellor; older ones that no version needs are for the owner to delete


@transaction.atomic
def add(page: CounsellorPage, file, *, captions=None, captions_language: str = "", by) -> ProfileVideo:
    """Put a new video into the draft of the profile."""
    rules.must_own(page, by)
    rules.must_not_wait(page)
    rules.must_have_room_for_video(by.videos.count(), most=MOST)
    video = ProfileVideo(owner=by, file=film.cleaned(file))
    if captions:
        captions.seek(0)
        video.captions = ContentFile(captions.read(), name="captions.vtt")
        video.captions_language = captions_language
    video.save()
    profiles.write_draft(page, video=video, by=by)
    audit.record("directory.video_added", by=by, about=ids.to_text(video.uid))
    return video


@transaction.atomic
def remove(video: ProfileVideo, *, by) -> None:
    """At once and everywhere: the file is deleted, and a published profile shows it no more."""
    if video.owner_id != by.pk:
        raise rules.not_yours()
    audit.record("directory.video_removed", by=by, about=ids.to_text(video.uid))
    video.delete()
