from django import template

from blog import queries
from cms import languages, page_cache

register = template.Library()


@register.simple_tag
def newest_articles(count=3):
    return page_cache.remembered(("newest", count, languages.present()), lambda: list(queries.newest()[:count]))


@register.simple_tag
def articles_by(user, count=3):
    return queries.by(user)[:count]
