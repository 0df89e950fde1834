"""HTML elements from words: whatever comes from a file is escaped here."""

from html import escape


def element(tag: str, *children: str, **attributes: str) -> str:
    """An element around markup; `class_` gives class, `data_target` gives data-target."""
    return f"<{tag}{_attributes(attributes)}>{''.join(children)}</{tag}>"


def words(tag: str, text: str, **attributes: str) -> str:
    """An element around plain text."""
    return element(tag, escape(text), **attributes)


def _attributes(attributes: dict[str, str]) -> str:
    written = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items() if v}
    return "".join(f' {name}="{escape(value)}"' for name, value in written.items())


def notice(sentence: str) -> str:
    """What went wrong or is not known, in a sentence that a screen reader says at once."""
    return words("p", sentence, class_="notice", role="alert")
