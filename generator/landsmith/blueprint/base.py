"""What every authored model is made of: the strict base, its text types, and precise refusals.

A landing-zone file holds only text, numbers, booleans, lists and maps. The types here give
that text its meaning (``Uuid``, ``IsoDate``) and say, when they refuse a value, what
was expected and how to put it right.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
)
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from landsmith.blueprint.characters import hidden_in
from landsmith.errors import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Loc = tuple[str | int, ...]
"""The way from the top of a file to a value: ``("landing_zones", 0, "aks")``."""


class FieldProblem(NamedTuple):
    """One refusal: ``loc`` counts from the model or the value that refuses."""

    loc: Loc
    message: str
    mend: str = ""


class FieldProblems(ValueError):  # noqa: N818 - it carries problems, as InputError does
    """Raised inside a validator to report one or several problems at exact fields.

    A model validator names each field relative to itself::

        raise FieldProblems([(("spokes", 1, "cidr"), "overlaps spokes[0]", "choose another range")])

    A validator of a single value uses ``refuse(message, mend)``.
    """

    def __init__(self, problems: Iterable[FieldProblem | tuple[Loc, str, str]]) -> None:
        self.problems = tuple(FieldProblem(*problem) for problem in problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def refuse(message: str, mend: str = "") -> FieldProblems:
    """Return the error with which a validator refuses the value it was given."""
    return FieldProblems([FieldProblem((), message, mend)])


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that is spelt most like ``word``, or None when none is near."""
    from difflib import get_close_matches

    by_folded = {choice.casefold(): choice for choice in sorted(choices, reverse=True)}
    folded = word[:64].casefold()
    near = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    near += sorted(choice for choice in by_folded if len(folded) > 1 and choice.startswith(folded))
    longer = [choice for choice in by_folded if len(choice) > 2 and folded.startswith(choice)]
    near += sorted(longer, key=len, reverse=True)
    return by_folded[near[0]] if near else None


def listed(choices: Iterable[str], limit: int = 8, last: str = "or") -> str:
    """Return ``a, b or c``; of a long list its first ``limit`` words and how many there are."""
    words = list(choices)
    if len(words) > limit:
        return f"{', '.join(words[:limit])}, … ({len(words)} in all)"
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def shown(value: object, limit: int = 60) -> str:
    """Return a value as it can stand in a one-line message: escaped and not too long."""
    text = visible(str(value)[: limit + 1])
    if text and not text.strip():
        return f'"{text}"'
    return text if len(text) <= limit else text[:limit] + "…"


def dotted(loc: Loc) -> str:
    """Return a location as people write it: ``landing_zones[0].tags["cost.center"]``."""
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
        elif re.fullmatch(r"[\w-]+", step):
            path += f".{step}" if path else step
        else:
            path += f'["{shown(step)}"]'
    return path


def _seen(value: object) -> object:
    """Refuse text of one line that holds a character nobody can see."""
    if isinstance(value, str) and (where := hidden_in(value)):
        raise refuse(f"the text holds the unprintable character {where}", "remove it")
    return value


def _seen_in_prose(value: object) -> object:
    """Refuse prose that holds a character nobody can see."""
    if isinstance(value, str) and (where := hidden_in(value, prose=True)):
        raise refuse(f"the text holds the unprintable character {where}", "remove it")
    return value


def _check_texts(schema: object) -> None:
    """Let each text of a schema be checked for hidden characters, unless it is prose."""
    if isinstance(schema, list | tuple):
        for part in schema:
            _check_texts(part)
    elif isinstance(schema, dict) and schema.get("type") == "str":
        text = core_schema.no_info_before_validator_function(_seen, core_schema.str_schema())
        text["schema"] = schema.copy()
        schema.clear()
        schema.update(text)
    elif isinstance(schema, dict) and not _is_checked(schema):
        for part in _parts(schema):
            _check_texts(part)


def _parts(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas in a schema, or of all fields, whatever their names are."""
    is_schema = isinstance(schema.get("type"), str)
    for key, part in schema.items():
        if not is_schema or key not in {"metadata", "default", "serialization", "expected"}:
            yield part


def _is_checked(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "function-before" and (
        schema["function"]["function"] in (_seen, _seen_in_prose)
    )


def _open_tuples(schema: object, owner: type[BaseModel]) -> None:
    """Let each tuple of ``owner`` accept a list: YAML knows no tuples. Items stay strict."""
    if isinstance(schema, list | tuple):
        for part in schema:
            _open_tuples(part, owner)
    elif isinstance(schema, dict) and schema.get("cls", owner) is owner:
        if schema.get("type") == "tuple":
            schema["strict"] = False
        for part in _parts(schema):
            _open_tuples(part, owner)


class Model(BaseModel):
    """Base of all authored models: frozen, strict, and unknown keys are errors.

    A list in a file fills a ``tuple[...]`` field; nothing else is converted. Choices are
    ``Literal[...]`` of strings.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        strict=True,
        validate_default=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Return the schema of the model, its tuples open to lists and its texts checked."""
        schema = handler(source)
        _open_tuples(schema, cls)
        _check_texts(schema)
        return schema


def text_only(value: object) -> str:
    """Return a value that is text, and refuse any other as pydantic does."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return value


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _uuid(value: str) -> str:
    lower = value.lower()
    if not _UUID.fullmatch(lower):
        raise refuse(
            f"expected a UUID, not {shown(value)}",
            "write 32 hexadecimal digits, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        )
    return lower


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(value: str) -> str:
    if 2 <= len(value) <= 24 and _SLUG.fullmatch(value):
        return value
    near = re.sub(r"[^a-z0-9]+", "-", value.lower()[:64])[:24].strip("-")
    raise refuse(
        f"expected 2 to 24 lower-case letters, digits and single hyphens, not {shown(value)}",
        f"write {near}" if len(near) > 1 else "write a short name such as shop-prod",
    )


LONGEST_RUN = 30
"""Combining marks in a row that Terraform keeps as they are."""

_LONG_RUN = re.compile(rf"[m\u1161-\u11c2]{{{LONGEST_RUN + 1},}}")


def _text(value: str) -> str:
    normal = unicodedata.normalize("NFC", value)
    if not 1 <= len(normal) <= 512:
        raise refuse(f"expected 1 to 512 characters, and there are {len(normal)}")
    if not normal.strip():
        raise refuse("there is nothing but blanks", "write the text")
    if has_long_run(normal):
        message = f"more than {LONGEST_RUN} combining marks follow one letter"
        raise refuse(message, "remove the marks; Terraform would change such text")
    return normal


def has_long_run(text: str) -> bool:
    """Tell whether Terraform would break up the text: it joins no more marks to a letter."""
    if text.isascii():
        return False
    letters = unicodedata.normalize("NFKD", text).replace("m", ".")
    return bool(_LONG_RUN.search("".join(["m" if _is_mark(c) else c for c in letters])))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


_TAG_NAME = re.compile(r"[^<>%&\\?/\t\n\r]+")
_TAG_NAME_BYTES, _TAG_VALUE_BYTES = 128, 256  # the azurerm provider counts bytes, not characters
_TAKEN_PREFIXES = ("microsoft", "azure", "windows")


def _tag_name(value: str) -> str:
    if len(value.encode()) > _TAG_NAME_BYTES:
        message = f"a tag's name has at most {_TAG_NAME_BYTES} bytes, not {len(value.encode())}"
        raise refuse(message, "shorten it; a letter beyond ASCII counts two bytes or more")
    if not _TAG_NAME.fullmatch(value) or value != value.strip():
        message = f"expected a tag name, not {shown(value)!r}"
        raise refuse(message, "leave out < > % & \\ ? / and blanks at the ends")
    if value.lower().startswith(_TAKEN_PREFIXES):
        message = f"the tag name {shown(value)} starts with a word that Azure keeps for itself"
        raise refuse(message, "start it with another word than microsoft, azure or windows")
    return value


def _tag_value(value: str) -> str:
    size = len(value.encode())
    if size > _TAG_VALUE_BYTES:
        message = f"a tag's value has at most {_TAG_VALUE_BYTES} bytes, not {size}"
        raise refuse(message, "shorten it; a letter beyond ASCII counts two bytes or more")
    return value


_EMAIL = re.compile(
    r"[^\s@<>\"(),:;\\]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE
)


def _email(value: str) -> str:
    if len(value) > 254 or ".." in value or not _EMAIL.fullmatch(value):
        mend = "write one address, such as platform@contoso.com"
        raise refuse(f"expected an e-mail address, not {shown(value)}", mend)
    return value


def _iso_date(value: object) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    text = text_only(value)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        raise refuse(f"{text} is not a day of the calendar", "write a day that exists") from None
    raise refuse(f"expected a date, not {shown(text)}", "write year-month-day, such as 2026-05-01")


Uuid = Annotated[str, AfterValidator(_uuid), Field(json_schema_extra={"format": "uuid"})]
"""A UUID in its canonical form, in lower case."""

Slug = Annotated[
    str, AfterValidator(_slug), Field(json_schema_extra={"pattern": f"^{_SLUG.pattern}$"})
]
"""A short name that goes into resource names: 2 to 24 characters."""

Prose = Annotated[str, BeforeValidator(_seen_in_prose)]
"""Text that may have lines and tabs; all other text is one line."""

Text = Annotated[Prose, AfterValidator(_text)]
"""Free text of 1 to 512 characters, kept as it is but for NFC normalisation."""

TagName = Annotated[Text, AfterValidator(_tag_name)]
"""The name of a tag that Azure resources accept, storage accounts included."""

TagValue = Annotated[Text, AfterValidator(_tag_value)]
"""The value of a tag."""

Email = Annotated[str, AfterValidator(_email), Field(json_schema_extra={"format": "email"})]
"""One e-mail address."""

Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP or UDP port."""

IsoDate = Annotated[datetime.date, BeforeValidator(_iso_date)]
"""A day, authored as ``2026-05-01`` with or without quotes."""
