"""The indices of the phrases that are read through disguise, compiled once and kept between starts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from goodstanding.core.text.compiled_store import keeps_nothing
from goodstanding.core.text.initials import InitialsIndex, initials_parts
from goodstanding.core.text.kept_parts import WORTH_KEEPING, Part, in_bytes, keep_parts, kept_parts, key_of
from goodstanding.core.text.readings import SOUNDED, How, default_readings
from goodstanding.core.text.second_reading import SecondReading
from goodstanding.core.text.shuffles import ShuffleIndex, shuffle_parts
from goodstanding.core.text.sound_index import SoundIndex, sound_parts

_BITS = {how: 1 << place for place, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Disguises:
    """The phrases of a bank by every disguise they are read in.

    Args:
        allowed: For each phrase its readings as bits.
        split: Those that are only read put together of components.
    """

    allowed: memoryview
    heard: SoundIndex
    split: SoundIndex
    shuffled: ShuffleIndex
    initials: InitialsIndex
    second: SecondReading

    def may(self, index: int, how: How, /) -> bool:
        """Say whether a phrase may be read in a disguise."""
        return bool(self.allowed[index] & _BITS[how])


def disguises_of(phrases: Sequence[str], allowed: Sequence[Collection[How] | None], /) -> Disguises:
    """Return the indices of phrases, from the store where they are kept.

    Args:
        allowed: The readings each phrase may have, or None for those its length makes safe.
    """
    parts = _parts(phrases, allowed)
    within = {
        index: {name.partition(".")[2]: part for name, part in parts.items() if name.startswith(f"{index}.")}
        for index in ("heard", "split", "shuffled", "initials")
    }
    return Disguises(
        allowed=parts["allowed"],
        heard=SoundIndex(within["heard"]),
        split=SoundIndex(within["split"]),
        shuffled=ShuffleIndex(phrases, within["shuffled"]),
        initials=InitialsIndex(phrases, within["initials"]),
        second=SecondReading(str(parts["wanted"], "utf-8"), reach=int(bytes(parts["reach"]))),
    )


def _parts(phrases: Sequence[str], allowed: Sequence[Collection[How] | None]) -> Mapping[str, memoryview]:
    if len(phrases) < WORTH_KEEPING or keeps_nothing():
        return in_bytes(_made(phrases, allowed))
    key = key_of("disguises", phrases, ["" if given is None else f"={bits_of(given)}" for given in allowed])
    parts = kept_parts(key)
    if parts is None:
        made = _made(phrases, allowed)
        keep_parts(key, made)
        parts = in_bytes(made)
    return parts


def _made(phrases: Sequence[str], allowed: Sequence[Collection[How] | None]) -> dict[str, Part]:
    bits = bytes(
        bits_of(default_readings(phrase) if given is None else given) for phrase, given in zip(phrases, allowed, strict=True)
    )
    heard, split = _with(bits, SOUNDED), _with(bits, {How.SPLIT_GLYPH})
    made: dict[str, Part] = {"allowed": bits}
    made.update((f"heard.{name}", part) for name, part in sound_parts(phrases, heard).items())
    made.update((f"split.{name}", part) for name, part in sound_parts(phrases, sorted({*split} - {*heard})).items())
    made.update((f"shuffled.{name}", part) for name, part in shuffle_parts(phrases, _with(bits, {How.SHUFFLED})).items())
    made.update((f"initials.{name}", part) for name, part in initials_parts(phrases, _with(bits, {How.INITIALS})).items())
    made["wanted"] = "".join(sorted(set().union(*(phrases[index] for index in split)))).encode()
    made["reach"] = str(max((len(phrases[index]) for index in {*heard, *split}), default=0)).encode()
    return made


def bits_of(readings: Collection[How], /) -> int:
    """Return readings as bits."""
    return sum(_BITS[how] for how in readings)


def _with(bits: bytes, hows: Collection[How]) -> list[int]:
    wanted = bits_of(hows)
    return [index for index, held in enumerate(bits) if held & wanted]
