from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page
from wagtail.search import index

from cms import languages
from cms.languages import OncePage
from cms.routing import PublicPage
from cms.worded import SlugForm, Worded, columns, slug_panel
from directory import video_links
from directory.models.guide import ProfileGuide
from directory.models.qualification import Qualification
from directory.models.video import ProfileVideo
from directory.panels import StandingPanel
from directory.permissions import OwnPagePermissions
from directory.profile_form import ProfileForm
from lib.plain import plain

__all__ = [
    "CounsellorPage",
    "Country",
    "DirectoryPage",
    "Facet",
    "Listing",
    "Named",
    "ProfessionalTitle",
    "ProfileGuide",
    "ProfileText",
    "ProfileVideo",
    "Qualification",
    "Speciality",
    "SpokenLanguage",
    "TrainingBlock",
]  # fmt: skip


def site_languages():
    """The languages the site speaks, each in its own name."""
    return settings.LANGUAGES


def default_language():
    return settings.LANGUAGE_CODE


class Named(Worded):
    """A word the staff keep, in every language of the site: shown on profiles, offered as a filter."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text=_("Part of addresses; keep it once it is in use."))
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    panels = [*columns("name"), slug_panel()]
    base_form_class = SlugForm

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]


class Speciality(Named):
    """What a counsellor has experience with, in the words of the people who look for help."""

    class Meta(Named.Meta):
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")


class SpokenLanguage(Named):
    """A language counselling is offered in. The slug is its ISO 639 code."""

    class Meta(Named.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class ProfessionalTitle(Named):
    """A profession. Some are protected by law; only holders of those get an entry in the public directory."""

    may_be_listed = models.BooleanField(_("may be listed in the directory"), default=False)

    panels = [*Named.panels, "may_be_listed"]

    class Meta(Named.Meta):
        verbose_name = _("professional title")
        verbose_name_plural = _("professional titles")


class DirectoryPage(PublicPage, Page):
    """/counsellors/: the list, its filters, and the parent of all profiles."""

    introduction = models.TextField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["directory.CounsellorPage"]
    max_count = 1
    template = "directory/list.html"
    # the address of a profile is the same in every language but for the prefix, so this part of it stays
    promote_panels = [MultiFieldPanel(["seo_title", "search_description"], heading=_("For search engines"))]

    class Meta:
        verbose_name = _("directory of counsellors")

    def route(self, request, path_components):
        """Profiles exist once, under the list of the default language; the other lists show them too."""
        home = None
        if path_components and self.live and languages.present() != settings.LANGUAGE_CODE:
            home = self.get_translation_or_none(Locale.get_default())
        return super(DirectoryPage, home or self).route(request, path_components)

    def serve(self, request, *args, **kwargs):
        from directory import views  # views ask queries, queries ask models

        return views.counsellors(request, page=self)


class Country(models.TextChoices):
    """Where a practice can be for its distance to be known: the countries of the table of postcodes."""

    AT = "at", _("Austria")
    DE = "de", _("Germany")
    CH = "ch", _("Switzerland")
    LI = "li", _("Liechtenstein")
    FR = "fr", _("France")

    @staticmethod
    def of_the_portal() -> str:
        return settings.DEFAULT_COUNTRY


class TrainingBlock(blocks.StructBlock):
    what = blocks.CharBlock(max_length=160, label=_("Degree or course"))
    where = blocks.CharBlock(max_length=160, required=False, label=_("School"))
    year = blocks.IntegerBlock(required=False, min_value=1940, max_value=2100, label=_("Year"))

    class Meta:
        icon = "form"
        label = _("Training")


class CounsellorPage(OncePage, PublicPage, Page):
    """The public profile of a counsellor, who owns it and writes it; staff publish it."""

    professional_title = models.ForeignKey(
        ProfessionalTitle, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("professional title"),
        help_text=_("We check the title before your profile appears in the directory."),
    )  # fmt: skip
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("photo"),
        help_text=_("A friendly portrait. The place and time stored in the file are removed when you upload it."),
    )  # fmt: skip
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    teaser = models.CharField(_("in one sentence"), max_length=180, help_text=_("Shown in the list, under your name."))
    about = RichTextField(
        _("introduction"), features=["bold", "italic", "ol", "ul"], max_length=4000,
        help_text=_("Whom you work with, how, and what a first conversation with you is like."),
    )  # fmt: skip
    specialities = ParentalManyToManyField(Speciality, blank=True, verbose_name=_("specialities"))
    languages = ParentalManyToManyField(SpokenLanguage, verbose_name=_("languages"))
    methods = models.CharField(
        _("methods"), max_length=300, blank=True,
        help_text=_("In a few words, with commas between them: systemic therapy, EMDR."),
    )  # fmt: skip
    written_in = models.CharField(
        _("language of these texts"), max_length=10, default=default_language, choices=site_languages
    )
    video = models.ForeignKey(
        ProfileVideo, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("video")
    )
    video_link = models.URLField(
        _("link to a video elsewhere"), max_length=200, blank=True, validators=[video_links.must_be_known],
        help_text=_("On YouTube or Vimeo. Your profile shows a link; nothing is loaded from there."),
    )  # fmt: skip
    training = StreamField([("training", TrainingBlock())], blank=True, verbose_name=_("training"))
    place = models.CharField(_("town"), max_length=80, blank=True)
    postcode = models.CharField(
        _("postcode"), max_length=10, blank=True,
        help_text=_("People who look for somebody near them find you by it. The list shows a distance in kilometres."),
    )  # fmt: skip
    country = models.CharField(
        _("country"), max_length=2, blank=True, choices=Country.choices, default=Country.of_the_portal
    )
    address = models.TextField(
        _("address of the practice"),
        max_length=300,
        blank=True,
        help_text=_("Public. Leave it out if you work online."),
    )
    price_note = models.CharField(
        _("a note on prices"), max_length=160, blank=True,
        help_text=_("For example reduced fees. The prices themselves come from your services."),
    )  # fmt: skip
    offers_text = models.BooleanField(_("written messages"), default=True)
    offers_sound = models.BooleanField(_("calls with sound"), default=False)  # offered once calls exist
    offers_picture = models.BooleanField(_("calls with picture"), default=False)
    accepting = models.BooleanField(_("takes on new clients"), default=True)

    steps_open = models.PositiveSmallIntegerField(default=0, editable=False, help_text="For the staff's report.")

    drawn_with = ("photo", "owner", "professional_title", "listing")
    parent_page_types = ["directory.DirectoryPage"]
    subpage_types = []
    is_creatable = False  # made by actions.profiles, once for each counsellor
    template = "directory/profile.html"
    base_form_class = ProfileForm

    content_panels = [
        StandingPanel(heading=_("How far you are")),
        FieldPanel("title", heading=_("Name"), help_text=_("As clients should see it.")),
        MultiFieldPanel(
            [
                FieldPanel("professional_title", widget=forms.Select),
                "pronouns",
                "photo",
                "teaser",
                "about",
                "written_in",
            ],
            heading=_("You"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("specialities", widget=forms.CheckboxSelectMultiple),
                "methods",
                FieldPanel("languages", widget=forms.CheckboxSelectMultiple, required_on_save=False),
                "accepting",
                "price_note",
            ],
            heading=_("Your work"),
        ),
        FieldPanel("training", heading=_("Training")),
        MultiFieldPanel(["place", "postcode", "country", "address"], heading=_("Place")),
        MultiFieldPanel([FieldPanel("video", widget=forms.Select), "video_link"], heading=_("Video")),
        InlinePanel("texts", heading=_("In other languages"), label=_("language"), max_num=6),
    ]
    promote_panels = [
        FieldPanel(name, permission="directory.moderate_profiles")
        for name in ("slug", "seo_title", "search_description")
    ]
    settings_panels = []
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Profile")),
            ObjectList(promote_panels, heading=_("Address")),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("teaser"), index.SearchField("about")]

    class Meta:
        verbose_name = _("counsellor's profile")
        permissions = [("moderate_profiles", "Can change the address of a profile")]

    def serve(self, request, *args, **kwargs):
        from directory import views

        return views.profile(request, page=self)

    def serve_preview(self, request, mode_name):
        """A draft looks like the page: the same view draws it."""
        return self.serve(request)

    def permissions_for_user(self, user):
        return OwnPagePermissions(user, self)

    def save_revision(self, *args, **kwargs):
        """Every saved version says how complete it is, so that the staff's report need not read them all."""
        from directory import standing

        self.steps_open = standing.open_steps(self)
        revision = super().save_revision(*args, **kwargs)
        type(self).objects.filter(pk=self.pk).update(steps_open=self.steps_open)
        return revision

    def in_language(self, language: str) -> tuple[str, str, str]:
        """(teaser, introduction, the language they are in): the counsellor's own words in it, else the first ones."""
        if language != self.written_in:
            for text in self.texts.all():
                if text.language == language:
                    return text.teaser, text.about, language
        return self.teaser, self.about, self.written_in

    @property
    def method_list(self) -> list[str]:
        return [word for word in (part.strip() for part in self.methods.replace(";", ",").split(",")) if word]

    @property
    def video_place(self) -> str:
        return video_links.place_of(self.video_link)

    @property
    def summary(self) -> str:
        return self.teaser or Truncator(plain(self.about)).chars(150)


class ProfileText(models.Model):
    """The profile's words in another language of the site."""

    page = ParentalKey(CounsellorPage, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=site_languages)
    teaser = models.CharField(_("in one sentence"), max_length=180)
    about = RichTextField(_("introduction"), features=["bold", "italic", "ol", "ul"], max_length=4000)

    panels = ["language", "teaser", "about"]

    class Meta:
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="profile_text_once_a_language")]


class Listing(models.Model):
    """What the directory reads: one narrow row for each counsellor, rewritten on publishing (actions/listings.py).

    Without a `page` the counsellor is not in the directory; prices and times are kept all the same, for the day they
    are. Words and marks (marks.py) of those who are listed lie in an index of the database's own kind (search.py).
    """

    shown_to_visitors = False  # not at once, that is: prices and free times change all day, and kept pages end soon

    counsellor = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="listing")
    page = models.OneToOneField(
        CounsellorPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="listing"
    )
    name = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True, help_text="Everything to be found by: folded words, and marks of the profile.")
    fact_marks = models.TextField(blank=True, help_text="Marks of what apps above know: prices, the next free day.")
    accepting = models.BooleanField(default=True)
    price_from_cents = models.PositiveIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    next_free_at = models.DateTimeField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    order_key = models.PositiveIntegerField(unique=True, help_text="Drawn once; the day's order is made from it.")
    form = models.PositiveSmallIntegerField(
        default=0, help_text="In which form `text` is written; an old one is rewritten."
    )
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                # the order, and what the row is asked about on the way: nothing else has to be read
                fields=["order_key", "accepting", "next_free_at", "lat", "lon"],
                condition=models.Q(page__isnull=False),
                name="listing_shown",
            ),
            models.Index(
                fields=["next_free_at", "order_key"],
                condition=models.Q(page__isnull=False, accepting=True),
                name="listing_free",
            ),
            models.Index(fields=["form"], condition=models.Q(page__isnull=False), name="listing_form"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(order_key__lte=(1 << 31) - 1), name="listing_order_key_in_31_bits"
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="listing_lat_with_lon",
            ),
        ]


class Facet(models.Model):
    """How many of those listed bear a mark that can be chosen as a filter, so that no page has to count them."""

    shown_to_visitors = False  # changes with every listing, whose profile forgets the kept pages by itself

    mark = models.CharField(max_length=40, unique=True)
    people = models.IntegerField(default=0)
