"""Registrations of a platform that does not exist, with planted rings: a labelled sample to measure the detector on.

Who is innocent is made hard to tell apart on purpose: families share a table, students a network and a model of phone, creators
the office and the mail domain of their agency. Who is not, comes careless (one device, numbers in a row) and careful (changing
devices and networks, days apart). Nothing here is taken from a data set.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.core.scoring.rings import Trace

_MODELS = 40
"""Models of phones in use: a browser tells the model, not the phone."""


@dataclass(frozen=True, slots=True)
class Registrations:
    """What was registered, and the truth about it.

    Args:
        rings: Subjects by planted ring.
        kin: Subjects that belong together in a lawful way: families, classes, agencies.
    """

    traces: tuple[Trace, ...]
    rings: tuple[frozenset[str], ...]
    kin: tuple[frozenset[str], ...]

    @property
    def planted(self) -> frozenset[str]:
        """Everybody in a planted ring."""
        return frozenset[str]().union(*self.rings)


@dataclass(slots=True)
class _Made:
    chance: random.Random
    start: datetime
    days: int
    n: int = 0

    def subject(self) -> str:
        self.n += 1
        return f"demo-subject-{self.n:06d}"

    def moment(self) -> datetime:
        return self.start + timedelta(seconds=self.chance.randrange(self.days * 86_400))

    def network(self) -> str:
        """Draw a network: a few of carriers that many share, and many of homes."""
        shared = self.chance.random() < 0.5
        return f"carrier-{self.chance.randrange(120)}" if shared else f"home-{self.chance.randrange(40_000)}"

    def device(self, network: str) -> str:
        """Draw a browser on a network; two phones of one model on one network look the same."""
        return f"{network}/model-{min(self.chance.randrange(_MODELS), self.chance.randrange(_MODELS))}"

    def prefix(self, *, virtual: bool = False) -> str:
        """Draw the first seven digits of a number."""
        lead = self.chance.choice(("162", "165", "167", "170", "171")) if virtual else f"1{self.chance.randrange(30, 99)}"
        return f"{lead}{self.chance.randrange(10_000):04d}"


def simulated_registrations(*, singles: int, rings: int, seed: int, start: datetime, days: int = 30) -> Registrations:
    """Make registrations with so many planted rings and lawful kin in every kind.

    Args:
        singles: Subjects that have to do with nobody.
        rings: Planted rings, half careless and half careful.
        seed: The same gives the same.
    """
    made = _Made(random.Random(seed), start, days)  # noqa: S311  a sample that is the same each time
    traces: list[Trace] = []
    planted: list[frozenset[str]] = []
    kin: list[frozenset[str]] = []
    for _ in range(singles):
        network = made.network()
        traces += _left(made.subject(), made.moment(), network, made.device(network), made.prefix())
    makers = ((_family, rings), (_class, max(rings // 4, 1)), (_agency, max(rings // 2, 1)))
    for maker, times in makers:
        for _ in range(times):
            _keep(list(maker(made)), traces, kin)
    for place in range(rings):
        _keep(list(_careless(made) if place % 2 else _careful(made)), traces, planted)
    return Registrations(tuple(traces), tuple(planted), tuple(kin))


def _keep(left: list[Trace], traces: list[Trace], groups: list[frozenset[str]]) -> None:
    traces += left
    groups.append(frozenset(trace.subject for trace in left))


def _left(who: str, at: datetime, network: str, device: str, prefix: str, mail: str = "", document: str = "") -> Iterator[Trace]:
    values = {"network": network, "device": device, "phone_prefix": prefix, "contact_domain": mail, "document": document}
    return (Trace(who, kind, value, at) for kind, value in values.items() if value)


def _family(made: _Made) -> Iterator[Trace]:
    """Two to four at one table, one tablet among them, over some weeks."""
    network, first = f"table-{made.n}", made.moment()
    tablet = made.device(network)
    for _ in range(made.chance.randint(2, 4)):
        device = tablet if made.chance.random() < 0.6 else made.device(network)
        at = first + timedelta(hours=made.chance.randrange(24 * 20))
        yield from _left(made.subject(), at, network, device, made.prefix())


def _class(made: _Made) -> Iterator[Trace]:
    """A school day: twenty to sixty on one network, many with the same model of phone, some with numbers of one offer."""
    network, first, offer = f"school-{made.n}", made.moment(), made.prefix()
    for _ in range(made.chance.randint(20, 60)):
        prefix = offer if made.chance.random() < 0.15 else made.prefix()
        at = first + timedelta(minutes=made.chance.randrange(240))
        yield from _left(made.subject(), at, network, made.device(network), prefix)


def _agency(made: _Made) -> Iterator[Trace]:
    """Creators of an agency: its office and mail domain over months, one after the other."""
    network, domain = f"office-{made.n}", f"agency-{made.n}.demo"
    browsers = [made.device(network) for _ in range(3)]
    for _ in range(made.chance.randint(4, 12)):
        mail = domain if made.chance.random() < 0.5 else ""
        yield from _left(made.subject(), made.moment(), network, made.chance.choice(browsers), made.prefix(), mail)


def _careless(made: _Made) -> Iterator[Trace]:
    """One hand, one or two devices, numbers in a row, within hours."""
    network, first = f"farm-{made.n}", made.moment()
    devices = [made.device(network) for _ in range(made.chance.randint(1, 2))]
    prefixes = [made.prefix(virtual=True) for _ in range(made.chance.randint(1, 3))]
    at = first
    for _ in range(made.chance.randint(5, 30)):
        at += timedelta(minutes=made.chance.randint(2, 40))
        yield from _left(made.subject(), at, network, made.chance.choice(devices), made.chance.choice(prefixes))


def _careful(made: _Made) -> Iterator[Trace]:
    """One hand with borrowed networks and many devices over days; the mail domain or a document comes again."""
    domain, at = f"throwaway-{made.n}.demo", made.moment()
    networks = [made.network() for _ in range(6)]
    devices = [f"rented-{made.n}-{place}" for place in range(4)]
    prefixes = [made.prefix(virtual=made.chance.random() < 0.7) for _ in range(4)]
    documents = [f"document-{made.n}-{place}" for place in range(5)]
    for _ in range(made.chance.randint(5, 20)):
        at += timedelta(hours=made.chance.randint(1, 20))
        mail = domain if made.chance.random() < 0.6 else ""
        document = made.chance.choice(documents) if made.chance.random() < 0.3 else ""
        where = made.chance.choice(networks)
        yield from _left(made.subject(), at, where, made.chance.choice(devices), made.chance.choice(prefixes), mail, document)
