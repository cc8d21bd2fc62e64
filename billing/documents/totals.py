"""What the lines of a document come to. VAT is computed once for each rate, never for each line (BR-CO-17)."""

from collections.abc import Iterable

from billing import money
from billing.documents.data import Group, Line, Totals


def totals(lines: Iterable[Line], gross_cents: int | None = None) -> Totals:
    """With `gross_cents`, that is the sum and the VAT is what the lines leave of it: they have one rate."""
    nets: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (str(line.category), line.bps)
        nets[key] = nets.get(key, 0) + line.net_cents
    groups = tuple(Group(category, bps, net, money.share(net, bps)) for (category, bps), net in nets.items())
    if gross_cents is not None:
        groups = (_inside(groups, gross_cents),)
    net, tax = sum(group.net_cents for group in groups), sum(group.tax_cents for group in groups)
    return Totals(net, tax, net + tax, groups)


def _inside(groups, gross_cents) -> Group:
    if len(groups) != 1:
        raise ValueError("A price with VAT inside has one rate")
    (group,) = groups
    tax = gross_cents - group.net_cents
    if abs(tax - group.tax_cents) > 1:
        raise ValueError("The lines are not what is paid without its VAT")
    return Group(group.category, group.bps, group.net_cents, tax)
