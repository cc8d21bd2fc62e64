"""How far a profile has come: a pure function of a few facts, so that the CMS and the counsellor's pages agree."""

from dataclasses import dataclass

ENOUGH_WORDS = 40  # an introduction shorter than this tells nobody anything


@dataclass(frozen=True)
class Facts:
    title: bool = False  # a professional title is chosen
    may_be_listed: bool = False  # and it is one that opens the directory
    proof: bool = False  # evidence for it waits or is checked
    photo: bool = False
    sentence: bool = False
    words: int = 0  # of the introduction
    topics: int = 0
    languages: int = 0
    training: int = 0


@dataclass(frozen=True)
class Step:
    key: str
    done: bool


def steps(facts: Facts) -> list[Step]:
    """In the order of the editor. Evidence is a step only with a title that needs it."""
    found = [
        Step("title", facts.title),
        Step("photo", facts.photo),
        Step("sentence", facts.sentence),
        Step("introduction", facts.words >= ENOUGH_WORDS),
        Step("topics", facts.topics > 0),
        Step("languages", facts.languages > 0),
        Step("training", facts.training > 0),
    ]
    if facts.may_be_listed or not facts.title:
        found.append(Step("proof", facts.proof))
    return found


@dataclass(frozen=True)
class Progress:
    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.done), None)


def of(facts: Facts) -> Progress:
    return Progress(steps(facts))
