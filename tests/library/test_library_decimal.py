"""decimal raises what CPython's module in C raises, though it is the one in Python."""

from __future__ import annotations

import pytest

from pkhost import run_script

REFUSED = (
    "Decimal('x')",
    "Decimal(1) / 0",
    "Decimal(0) / 0",
    "Decimal(5) // 0",
    "Decimal(5) % 0",
    "Decimal(0) ** 0",
    "Decimal(-1).sqrt()",
    "Decimal(-1).ln()",
    "Decimal('1e999999') ** 99",
    "Decimal('inf') - Decimal('inf')",
    "Decimal('nan') < 1",
    "Decimal(10) ** 40 % 3",
    "Decimal('1.5').quantize(Decimal('1e-40'))",
    "getcontext().create_decimal('x')",
)


def check(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    expected = capsys.readouterr().out
    result = run_script(source)
    assert result.stdout == expected and result.error is None, str(result)


@pytest.mark.parametrize("expression", REFUSED)
def test_an_exception_lists_its_conditions(
    expression: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check(
        "from decimal import *\n"
        "try:\n"
        f"    print({expression})\n"
        "except DecimalException as e:\n"
        "    print(type(e).__name__, e, e.args)\n",
        capsys,
    )


def test_what_is_not_trapped_goes_on_and_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    check(
        "from decimal import *\n"
        "with localcontext() as context:\n"
        "    context.clear_flags()\n"
        "    context.traps[InvalidOperation] = context.traps[DivisionByZero] = False\n"
        "    print(Decimal('x'), Decimal(1) / 0, Decimal(0) / 0)\n"
        "    print(sorted(flag.__name__ for flag, on in context.flags.items() if on))\n",
        capsys,
    )
