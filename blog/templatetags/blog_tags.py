from django import template

from blog import queries

register = template.Library()


@register.simple_tag
def newest_articles(count=3):
    return queries.newest()[:count]


@register.simple_tag
def articles_by(user, count=3):
    return queries.by(user)[:count]
