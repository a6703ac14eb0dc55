"""What the wiki announces."""

from __future__ import annotations

import pytest

from wiki.kernel.signals import Signal


def test_receivers_hear_in_order_and_once() -> None:
    signal, heard = Signal("essai"), []

    def first(**payload: object) -> None:
        heard.append(("first", payload))

    def second(**payload: object) -> None:
        heard.append(("second", payload))

    for receiver in (first, second, first):
        assert signal.connect(receiver) is receiver
    signal.send(page=1)
    assert heard == [("first", {"page": 1}), ("second", {"page": 1})]
    signal.disconnect(first)
    signal.send(page=2)
    assert heard[2:] == [("second", {"page": 2})]


def test_what_a_receiver_raises_goes_to_the_sender() -> None:
    signal = Signal("essai")

    def fail(**_: object) -> None:
        raise RuntimeError("no")

    signal.connect(fail)
    with pytest.raises(RuntimeError, match="no"):
        signal.send()


def test_who_never_listened_cannot_stop() -> None:
    with pytest.raises(ValueError, match="not in list"):
        Signal("essai").disconnect(print)
