"""Claims about hiding numbers of persons within running text."""

from __future__ import annotations

import pytest

from goodstanding.core.identifiers.masking import mask_numbers
from goodstanding.core.identifiers.resident_id import check_digit

BODY = "11010519900307002"
RESIDENT = BODY + check_digit(BODY)
SPACED = f"{RESIDENT[:6]} {RESIDENT[6:14]} {RESIDENT[14:]}"
WIDE = RESIDENT.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@pytest.mark.parametrize("written", [RESIDENT, SPACED, WIDE, RESIDENT.lower()])
def test_a_resident_number_is_hidden_but_for_its_end(written):
    masked = mask_numbers(f"他的证件号是{written}，请核实")

    assert written not in masked
    assert masked.startswith("他的证件号是***")
    assert written[-4:] in masked


@pytest.mark.parametrize("written", ["13800138000", "138-0013-8000", "138 0013 8000", "１３８００１３８０００"])
def test_a_mobile_number_is_hidden_but_for_its_end(written):
    masked = mask_numbers(f"电话{written}。")

    assert (True, False) == (masked.endswith(f"{written[-4:]}。"), written in masked)


@pytest.mark.parametrize(
    "text", ["", "订单号 2026112300012345678", "共 1380013800 次", RESIDENT[:-1] + ("0" if RESIDENT[-1] != "0" else "1")]
)
def test_other_digits_stay(text):
    assert text == mask_numbers(text)


def test_the_text_keeps_its_length():
    text = f"{RESIDENT}与13800138000，{SPACED}"

    assert len(text) == len(mask_numbers(text))
