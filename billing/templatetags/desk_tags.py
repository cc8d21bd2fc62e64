"""For the staff's pages about money."""

from django import template

from billing.queries import operators

register = template.Library()


@register.simple_tag
def missing_details(details) -> list[str]:
    return operators.missing(details)


@register.simple_tag
def wished_details(details) -> list[str]:
    return operators.wished(details)
