from ninja import Router

from lib import ids

router = Router(tags=["accounts"])


@router.get("me", summary="Who am I?")
def me(request):
    user = request.user
    return {
        "uid": ids.to_text(user.uid),
        "login": user.username,
        "name": user.name,
        "role": user.role,
        "email": bool(user.email),
        "has_keys": hasattr(user, "keyset"),
        "zone": user.time_zone,
        "language": user.language,
    }
