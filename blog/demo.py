"""Articles for demonstration, written for this project. They tell and suggest; they promise and prescribe nothing."""

from datetime import timedelta

from django.core.files.base import ContentFile

from blog import demo_de, demo_fr
from blog.actions import defaults
from blog.demo_parts import note, quote, text
from blog.models import ArticlePage, BlogPage, Topic
from blog.pictures import Scene, draw
from cms.models import PortalImage
from lib import clock

ARTICLES = [
    {
        "slug": "the-first-message",
        "topics": ["beginning", "online"],
        "title": "The first message is the hardest",
        "by": "anna",
        "days_ago": 3,
        "summary": "You have written it in your head a dozen times. Why it need not be good, and three ways to begin.",
        "scene": Scene("#f6dcc4", "#fbeee0", "#c9a99a", "#4c5f63", "#e58d5c", 3, birds=True),
        "body": [
            text(
                "<p>Some people carry their first message around for weeks. They phrase it in the shower and delete it "
                "on the tram. When it finally arrives, it often begins with an apology: for being confused, for being "
                "long, for taking up somebody's time when others surely have it worse.</p>"
                "<p>I would like to say something about this from the other side of the screen. I have never read a "
                "first message and thought: that should have been better written. What I think is usually: there you "
                "are.</p>"
                "<h2>It is not an application</h2>"
                "<p>A first message does not have to convince anybody. It need not contain a history, a reason or a "
                "goal. “I do not know where to begin” is a perfectly good beginning, since it is true, and since from "
                "there we can go on together.</p>"
            ),
            quote("“I don't really have a problem. I just haven't been happy for so long that I notice it now.”",
                  "A first message, retold with permission"),
            text(
                "<h2>Three ways to begin</h2><ul>"
                "<li><b>With today.</b> What happened today, or last night, that made you open this page?</li>"
                "<li><b>With a wish.</b> If our conversation went well, what would you like to be able to do next week "
                "that you cannot do now?</li>"
                "<li><b>With what should not happen.</b> “Please do not tell me to take up sport.” This helps me more "
                "than you would think.</li></ul>"
                "<h2>And if you stop in the middle</h2>"
                "<p>Then send the half. You can write the rest when it comes, or I ask. Nobody here counts your words, "
                "and a pause of three days is not impolite. It is part of it.</p>"
            ),
        ],
    },
    {
        "slug": "ten-minutes-before",
        "topics": ["beginning", "online"],
        "title": "Ten minutes before we begin",
        "by": "samuel",
        "days_ago": 11,
        "summary": "A small routine for the time before a conversation online: a door, a glass of water, one sentence.",
        "scene": Scene("#cfe3e6", "#f2efe2", "#9bbcbd", "#24504f", "#f4cf8a", 8),
        "body": [
            text(
                "<p>When people came to my practice by tram, the conversation began at the stop. Twenty minutes of "
                "looking out of a window: enough time to leave the office behind and to find out what one wanted to "
                "talk about. A screen has no tram. One moment you answer an e-mail, the next you are asked how you "
                "are.</p><p>So I ask people to build themselves a tram. Ten minutes are enough.</p>"
            ),
            ("steps", {"title": "", "steps": [
                {"title": "A door", "text": "Find a place where nobody looks over your shoulder: the bedroom, the parked car, "
                                            "a bench. If you share your home, say: I am busy until five."},
                {"title": "A glass of water", "text": "And a handkerchief, and something warm for your shoulders. You will not "
                                                      "want to get up in the middle."},
                {"title": "One sentence", "text": "Write down what you would regret not having said today. One sentence. You "
                                                  "need not read it out."},
            ]}),
            text(
                "<h2>You need not be quick</h2>"
                "<p>Many people believe that talking is the real thing and writing is second best. I do not. Some of the "
                "most honest conversations I have had took place in writing, with long pauses in which nobody had to "
                "look composed. Delete a sentence, write it again. I see that you are writing, and I wait.</p>"
                "<h2>Afterwards</h2>"
                "<p>Do not go straight back to the e-mails. Open the window. If you remember one thing tomorrow, that "
                "is plenty; it tends to be the right one.</p>"
            ),
        ],
    },
    {
        "slug": "grief-has-no-timetable",
        "topics": ["grief"],
        "title": "Grief has no timetable",
        "by": "helene",
        "days_ago": 24,
        "summary": "“Shouldn't I be further by now?” About a question that is asked in every second conversation.",
        "scene": Scene("#e6dff0", "#f7e7ea", "#b9a9c8", "#4d4468", "#e9a7a0", 13, birds=True),
        "body": [
            text(
                "<p>Sooner or later almost everybody asks it. Some after six weeks, some after six years: "
                "<i>shouldn't I be further by now?</i></p>"
                "<p>Further where? When I ask back, people describe a place in which the photographs no longer hurt and "
                "one says the name as one says any name. I do not know that place. I know people who carry their "
                "dead with them, and who laugh at lunch.</p>"
                "<h2>Waves, not steps</h2>"
                "<p>You may have heard of the stages of grief. They have comforted many, and they have shamed others, "
                "who felt that they had missed one. What I see resembles the sea more than a staircase. There are calm "
                "weeks. Then a song comes on in the supermarket, and you stand in front of the noodles and cannot "
                "breathe. This is no step back. It is Tuesday, and the sea.</p>"
            ),
            quote("I was not sad on his birthday. I was sad on the day after, when nobody called any more."),
            text(
                "<h2>What can carry you</h2><ul>"
                "<li>One person to whom you may tell the same story a fifth time.</li>"
                "<li>Something to do with your hands.</li>"
                "<li>A sentence for invitations: “I would like to come, and perhaps I leave early.”</li>"
                "<li>Permission to forget for an hour.</li></ul>"
                "<p>And if all of this does not carry, if the nights become too long or you think that you do not want "
                "to live any more, please do not stay alone with it. There are people who answer at once; you find "
                'their numbers on the page <a href="/crisis/">Help in a crisis</a>.</p>'
            ),
        ],
    },
    {
        "slug": "awake-at-three",
        "topics": ["sleep", "worry"],
        "title": "Awake at three",
        "by": "anna",
        "days_ago": 40,
        "summary": "At night every thought is twice its size. What some people do until morning comes.",
        "scene": Scene("#2b3b55", "#4a5f80", "#3d5270", "#16222f", "#f3e7c9", 21),
        "body": [
            text(
                "<p>At three in the morning an unpaid bill is the end of a life. The same bill at eleven is a bill. "
                "Nothing about it has changed, except that you have slept and that it is light.</p>"
                "<p>People who come to me because of their nights have usually tried a great deal: tea, apps, earlier, "
                "later, no screen, two pillows. The trying itself has become a second shift. So we begin by trying "
                "less.</p><h2>Things people tell me</h2><ul>"
                "<li>“I put a notebook on the floor. Whatever comes at night is written down in three words. It may come "
                "back at ten, by appointment.”</li>"
                "<li>“I get up. I sit in the kitchen in the dark and wait until I am bored.”</li>"
                "<li>“I stopped looking at the clock. I turned it to the wall, and it was like sending a teacher out of "
                "the room.”</li></ul>"
                "<p>None of this is a treatment, and what helps one person annoys the next. What these people have in "
                "common is that they stopped fighting the night and began to arrange themselves with it. It became "
                "smaller.</p>"
            ),
            note(
                "<p>If you have slept badly for weeks, it is worth talking to your doctor as well: some reasons for it "
                "are easy to find.</p>"
            ),
        ],
    },
    {
        "slug": "two-languages-one-heart",
        "topics": ["languages"],
        "title": "In which language do you cry?",
        "by": "leyla",
        "days_ago": 58,
        "summary": "Whoever lives between languages chooses one for every feeling. About a question I like to ask.",
        "scene": Scene("#e2ecd8", "#fbf6dd", "#aac29a", "#3d5b3d", "#f0c66b", 34),
        "body": [
            text(
                "<p>A young woman told me about her divorce, in excellent German, with dates and paragraphs. I asked her "
                "how she would tell it to her grandmother. She began in Turkish, and after half a sentence she wept.</p>"
                "<p>Since then I ask almost everybody who lives with two languages: in which one do you count, in which "
                "one do you scold, in which one do you cry? The answers are seldom the same.</p>"
                "<h2>The later language keeps things at a distance</h2>"
                "<p>Many of us learned the second language at school or at work, where one has to function. It is good "
                "for explaining. It protects, too: one can say terrible things in it without falling. The first one "
                "goes deeper, since it was there before we had any choice.</p>"
                "<p>Neither is the true one. In a conversation both can be useful. Sometimes we look at something from "
                "the far bank first and cross over later.</p>"
            ),
            quote("In English I am a lawyer. In Arabic I am my mother's daughter.", "A client, who likes to be quoted"),
            text(
                "<h2>A small experiment</h2>"
                "<p>Take a sentence you keep saying to yourself. “I should be grateful”, perhaps. Say it in your other "
                "language. Does it still hold? Who used to say it to you, and in which one?</p>"
            ),
        ],
    },
]  # fmt: skip


IN_LANGUAGE = {"en": ARTICLES, "de": demo_de.ARTICLES, "fr": demo_fr.ARTICLES}


def fill(authors: dict) -> list[ArticlePage]:
    """Publish the articles that are not there yet. `authors`: login name to User; strangers' articles are left out."""
    defaults.ensure()
    made = []
    for blog in BlogPage.objects.filter(locale__language_code__in=IN_LANGUAGE).select_related("locale"):
        have = set(blog.get_children().values_list("slug", flat=True))
        made += [
            _publish(blog, dict(article), authors) for article in IN_LANGUAGE[blog.locale.language_code]
            if article["slug"] not in have and article["by"] in authors
        ]  # fmt: skip
    return made


def _publish(parent, article: dict, authors: dict) -> ArticlePage:
    by, scene, days = article.pop("by"), article.pop("scene"), article.pop("days_ago")
    topics = Topic.objects.filter(slug__in=article.pop("topics"))
    picture = PortalImage(
        title=f"Drawing for {article['slug']}", file=ContentFile(draw(scene), name=f"{article['slug']}.png"),
        uploaded_by_user=authors[by],
    )  # fmt: skip
    picture.save()
    at = clock.now() - timedelta(days=days)
    page = ArticlePage(author=authors[by], owner=authors[by], date=at.date(), picture=picture, live=False, **article)
    page.topics = topics
    parent.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)
    ArticlePage.objects.filter(pk=page.pk).update(first_published_at=at)
    return page
