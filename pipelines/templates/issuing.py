"""Who issues a sheet: what stands in the upper left corner, in the number, and who signs."""

from dataclasses import dataclass

from pipelines.declarations import Declarations, Issuer


@dataclass(frozen=True)
class Office:
    """Lines of the upper left corner, symbol after the number of the report, who signs."""

    lines: tuple[str, ...]
    number: str
    signature: str


def district_office(declared: Declarations) -> Office:
    """The district that the programme belongs to."""
    issuer = next(issuer for issuer in declared.document.issuers if not issuer.names)
    return Office(declared.issuer, issuer.number, issuer.signature[0])


def unit_office(name: str, declared: Declarations) -> Office:
    """An organisation of that name: whoever its name begins like."""
    issuer = _issuer(name, declared)
    unit = name.removeprefix(issuer.names).strip()
    own = issuer.issuer.format(unit=unit, UNIT=unit.upper())
    return Office((issuer.superior, own), issuer.number, issuer.signature[0])


def _issuer(name: str, declared: Declarations) -> Issuer:
    named = [i for i in declared.document.issuers if i.names and name.startswith(f"{i.names} ")]
    return named[0] if named else declared.document.issuers[-1]
