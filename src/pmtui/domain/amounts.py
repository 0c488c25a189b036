"""Money and measured numbers as people type and read them; kept exact, in whole minor units."""

import re
from decimal import Decimal, InvalidOperation

from pmtui.domain.errors import Refused

# ISO 4217: the currencies whose minor unit is not a hundredth.
_NO_DECIMALS = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF",
)  # fmt: skip
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EXPONENTS = dict.fromkeys(_NO_DECIMALS, 0) | dict.fromkeys(_THREE_DECIMALS, 3) | {"CLF": 4, "UYW": 4}

_POWERS = {"": 0, "k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "bn": 9, "B": 9}
_STEPS = ((9, "bn"), (6, "M"), (3, "k"))
_BLANKS = re.compile(r"(?<=\d)[ '_\u00a0\u2009\u202f\u2019](?=\d{3}(?!\d))")
_AMOUNT = re.compile(r"([-+\u2212]?)(\d[\d.,]*|[.,]\d+)\s*(k|K|M|m|bn|b|B|)", re.ASCII)
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217); 2 where it is not listed as different."""
    return _EXPONENTS.get(currency, 2)


def read_currency(typed: str) -> str:
    """A currency's code from what was typed; Refused where it is not three letters."""
    code = typed.strip().upper()
    if re.fullmatch("[A-Z]{3}", code) is None:
        raise Refused("Type a currency as its three letters, such as EUR.")
    return code


def read_money(typed: str, currency: str) -> int:
    """Minor units from ``12.5k``, ``1,200.00``, ``1 200,50`` or ``-300 EUR``; Refused where it is unclear."""
    decimals = exponent(currency)
    text = re.sub(rf"^(?:{currency}|[€$£¥])\s*|\s*(?:{currency}|[€$£¥])$", "", typed.strip(), flags=re.IGNORECASE)
    sample = "1200.50" if decimals else "1200"
    wrong = f"Type an amount such as {sample} or 12.5k."
    value = _read_decimal(text, decimals, wrong) * 10**decimals
    if value != int(value):
        places = "no decimals" if not decimals else f"{decimals} decimals"
        raise Refused(f"{currency} has {places}: type an amount such as {sample}.")
    return int(value)


def read_number(typed: str) -> str:
    """A decimal number as its canonical text, such as ``12.5``; Refused where it is none or unclear."""
    value = _read_decimal(typed.strip(), None, "Type a number such as 12.5.")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read_decimal(text: str, decimals: int | None, wrong: str) -> Decimal:
    """The number that a text means; ``decimals`` is how many it can have at all, None where any."""
    found = _AMOUNT.fullmatch(_BLANKS.sub("", text))
    if found is None:
        raise Refused(wrong)
    sign, digits, suffix = found.groups()
    plain = _without_groups(digits, None if suffix else decimals, wrong)
    try:
        value = Decimal(plain).scaleb(_POWERS[suffix])
    except InvalidOperation as error:
        raise Refused(wrong) from error
    return value if sign in ("", "+") else -value


def _without_groups(digits: str, decimals: int | None, wrong: str) -> str:
    """Digits with a decimal point only, where separators of thousands can be told from it."""
    marks = [one for one in digits if one in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    whole, _, fraction = digits.rpartition(last)
    if len(set(marks)) == 2:  # the last of two kinds is the decimal one
        if marks.count(last) > 1 or _GROUPS.fullmatch(whole) is None:
            raise Refused(wrong)
        return re.sub("[.,]", "", whole) + "." + fraction
    grouped = _GROUPS.fullmatch(digits) is not None
    if len(marks) > 1:
        if not grouped:
            raise Refused(wrong)
        return digits.replace(last, "")
    if grouped and not whole.startswith("0"):
        if decimals == 0 or (last == "," and decimals in (1, 2)):
            return whole + fraction
        if last == "," or decimals in (1, 2):
            small = f"{whole}.{fraction[:decimals]}"
            raise Refused(f"{digits} can be read in two ways: type {whole + fraction} or {small}.")
    return f"{whole}.{fraction}"


def show_money(minor: int, currency: str, compact: bool = False) -> str:
    """An amount of minor units without its code: ``1,200.50``, or ``1.2M`` where compact (three digits)."""
    decimals = exponent(currency)
    sign = "-" if minor < 0 else ""
    if compact:
        return sign + _compact(abs(minor), decimals)
    whole, rest = divmod(abs(minor), 10**decimals)
    # Three decimals are always shown: 1,200 alone could be read as 1.2.
    if rest or decimals > 2:
        return f"{sign}{whole:,}.{rest:0{decimals}}"
    return f"{sign}{whole:,}"


def signed_money(amount: int, currency: str) -> str:
    """More or less money, short: ``+2.47k``."""
    return f"{'+' * (amount > 0)}{show_money(amount, currency, True)}" if amount else "0"


def show_over(cost: int, budget: int, currency: str) -> str:
    """By how much a cost is over a budget, in a sentence: ``250k (25 %) over the budget of 1M``."""
    over = cost - budget
    part = f" ({over * 100 // budget} %)" if budget else ""
    return f"{show_money(over, currency, True)}{part} over the budget of {show_money(budget, currency, True)}"


def _compact(minor: int, decimals: int) -> str:
    rounded = _rounded(minor, decimals)
    if rounded < 1000:
        return str(rounded)
    power, suffix = next(step for step in _STEPS if rounded >= 10 ** step[0])
    shown = _three_digits(minor, decimals + power)
    if shown == "1000" and power < 9:  # 999,950 is 1M, not 1000k
        power, suffix = _STEPS[[step[0] for step in _STEPS].index(power) - 1]
        shown = "1"
    return shown + suffix


def _three_digits(number: int, power: int) -> str:
    """number / 10**power with at most three digits, without zeros at the end of its decimals."""
    whole = number // 10**power
    places = max(0, 3 - len(str(whole)))
    scaled = _rounded(number, power - places)
    head, tail = divmod(scaled, 10**places)
    fraction = f"{tail:0{places}}".rstrip("0") if places else ""
    return f"{head}.{fraction}" if fraction else str(head)


def _rounded(number: int, power: int) -> int:
    """number / 10**power, rounded half up."""
    step = int(10 ** abs(power))
    return number * step if power <= 0 else (number + step // 2) // step
