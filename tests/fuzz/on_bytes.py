"""Mutators of raw bytes. A zip says what it holds twice: its checksums tell when that is damaged.

So what is published from a damaged .xlsx or .ods is what it said before, or there is a finding; of
.xls and .csv only survival is demanded.
"""

from cases import Case, mutator


def _survive(case: Case) -> None:
    if case.kind in ("xls", "csv"):
        case.is_unknown = True


@mutator(late=3)
def bits_flipped(case: Case) -> None:
    """A few bits anywhere."""
    _survive(case)
    places = [
        (case.random.random(), case.random.randrange(8))
        for _ in range(case.random.choice((1, 1, 2, 8, 40)))
    ]

    def flipped(content: bytes) -> bytes:
        changed = bytearray(content)
        for share, bit in places:
            if changed:
                changed[int(share * len(changed))] ^= 1 << bit
        return bytes(changed)

    case.patch(flipped)


@mutator(late=3)
def bytes_deleted(case: Case) -> None:
    """A chunk is missing."""
    _survive(case)
    share, many = case.random.random(), case.random.choice((1, 2, 30, 500, 3000))

    def deleted(content: bytes) -> bytes:
        place = int(share * len(content))
        return content[:place] + content[place + many :]

    case.patch(deleted)


@mutator(late=3)
def bytes_inserted(case: Case) -> None:
    """A chunk too much."""
    _survive(case)
    share = case.random.random()
    chunk = case.random.randbytes(case.random.choice((1, 2, 30, 500)))

    def inserted(content: bytes) -> bytes:
        place = int(share * len(content))
        return content[:place] + chunk + content[place:]

    case.patch(inserted)


@mutator(late=3)
def chunk_doubled(case: Case) -> None:
    """A chunk twice."""
    _survive(case)
    share, many = case.random.random(), case.random.choice((1, 16, 512, 4096))

    def doubled(content: bytes) -> bytes:
        place = int(share * len(content))
        return content[:place] + content[place : place + many] + content[place:]

    case.patch(doubled)


@mutator(late=3)
def cut_off(case: Case) -> None:
    """The end is missing, as after a broken download."""
    _survive(case)
    share = case.random.random()
    case.patch(lambda content: content[: int(share * len(content))])


@mutator(late=3)
def zeros_over(case: Case) -> None:
    """Zeros over a part."""
    _survive(case)
    share, many = case.random.random(), case.random.choice((4, 64, 512, 4096))

    def zeroed(content: bytes) -> bytes:
        place = int(share * len(content))
        return content[:place] + bytes(len(content[place : place + many])) + content[place + many :]

    case.patch(zeroed)


@mutator(late=3)
def halves_swapped(case: Case) -> None:
    """The second half first."""
    _survive(case)
    case.patch(lambda content: content[len(content) // 2 :] + content[: len(content) // 2])


@mutator(late=3)
def anything(case: Case) -> None:
    """Bytes that are no file at all, behind a beginning that is one."""
    case.is_unknown = True
    noise = case.random.randbytes(case.random.choice((0, 1, 100, 5000)))
    kept = case.random.choice((0, 4, 8, 512))
    case.patch(lambda content: content[:kept] + noise)


@mutator(late=3)
def wrong_suffix(case: Case) -> None:
    """A file that is not what its name says."""
    case.suffix = case.random.choice([k for k in ("xlsx", "xls", "ods", "csv") if k != case.kind])


@mutator(late=3)
def something_before(case: Case) -> None:
    """A mail's or a server's words before the file, or after it."""
    _survive(case)
    words = case.random.choice((b"HTTP/1.1 200 OK\r\n\r\n", b"\r\n", b"\xef\xbb\xbf", b"<html>"))
    is_before = case.random.random() < 0.5
    case.patch(lambda content: words + content if is_before else content + words)


@mutator(late=3)
def page_of_the_web(case: Case) -> None:
    """A table of HTML under the name of a workbook."""
    rows = case.pages[0].grid()
    cells = ["".join(f"<td>{'' if v is None else v}</td>" for v in row) for row in rows]
    html = "<html><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></html>"
    case.patch(lambda _: html.encode())


@mutator(late=3)
def empty_file(case: Case) -> None:
    """Nothing, or nothing but spaces."""
    content = case.random.choice(
        (b"", b" ", b"\r\n\r\n", b"\0" * 100, b"\xef\xbb\xbf", b";;;;\r\n")
    )
    case.patch(lambda _: content)
