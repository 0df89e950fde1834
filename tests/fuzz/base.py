"""A small true world: thirteen organisations, five forms of 2023 that agree, and what they say.

Số liệu minh họa: the codes are those of the samples, the counts are invented. A load of it gives
no finding at all.
"""

from datetime import date

from pages import Column, Line, Page

YEAR = 2023
TOPS = {"TS05": "TS05.", "TS08": "TS08.", "TS53": "-", "TS58": "-"}
"""Grassroots organisations, and how the codes of their cells begin."""

UNITS = {
    "TS05": ("Đảng bộ xã Tây Giang", "Đảng bộ cơ sở", "Xã", None, "21820"),
    "TS05.01": ("Chi bộ thôn 1", "Chi bộ trực thuộc", "Xã", "TS05", "21820"),
    "TS05.02": ("Chi bộ thôn 2", "Chi bộ trực thuộc", "Xã", "TS05", "21820"),
    "TS05.05": ("Chi bộ Trường Tiểu học", "Chi bộ trực thuộc", "Xã", "TS05", "21820"),
    "TS05.08": ("Chi bộ Trạm Y tế", "Chi bộ trực thuộc", "Xã", "TS05", "21820"),
    "TS05.10": ("Chi bộ Công an", "Chi bộ trực thuộc", "Xã", "TS05", "21820"),
    "TS08": ("Đảng bộ xã Bình Hòa", "Đảng bộ cơ sở", "Xã", None, "21829"),
    "TS08.01": ("Chi bộ thôn 1", "Chi bộ trực thuộc", "Xã", "TS08", "21829"),
    "TS08.02": ("Chi bộ thôn 2", "Chi bộ trực thuộc", "Xã", "TS08", "21829"),
    "TS08.06": ("Chi bộ Trường THCS", "Chi bộ trực thuộc", "Xã", "TS08", "21829"),
    "TS08.08": ("Chi bộ Trạm Y tế", "Chi bộ trực thuộc", "Xã", "TS08", "21829"),
    "TS53": ("Chi bộ Trường THPT Tây Sơn", "Chi bộ cơ sở", "Đơn vị sự nghiệp", None, None),
    "TS58": ("Chi bộ Bưu điện huyện", "Chi bộ cơ sở", "Doanh nghiệp", None, None),
}
DATES = {
    "TS05.08": (date(2015, 8, 15), None),
    "TS08.06": (date(2023, 3, 1), None),
    "TS05.02": (None, date(2025, 12, 31)),
}
"""When an organisation was founded and closed, where the register says it."""

LEVELS = ("org_excellent", "org_good", "org_fulfilled", "org_not_fulfilled", "org_unrated")
RATINGS = {
    "TS05": 1, "TS05.01": 1, "TS05.02": 1, "TS05.05": 0, "TS05.08": 1, "TS05.10": 4,
    "TS08": 2, "TS08.01": 1, "TS08.02": 1, "TS08.06": 0, "TS08.08": 3, "TS53": 1, "TS58": 2,
}  # fmt: skip
MEMBER_RATING = {
    "TS05.01": [18, 16, 2, 11, 3, 0, 2],
    "TS05.02": [24, 22, 3, 18, 1, 0, 2],
    "TS05.05": [32, 30, 3, 25, 2, 0, 2],
    "TS05.08": [10, 8, 1, 7, 0, 0, 2],
    "TS05.10": [26, 25, 1, 23, 1, 0, 1],
    "TS08.01": [29, 29, 4, 19, 6, 0, 0],
    "TS08.02": [27, 27, 1, 25, 1, 0, 0],
    "TS08.06": [14, 12, 0, 12, 0, 0, 2],
    "TS08.08": [23, 22, 2, 16, 4, 0, 1],
    "TS53": [18, 16, 1, 12, 3, 0, 2],
    "TS58": [1215, 1204, 96, 980, 126, 2, 11],
}
MEMBER_FLOW = {
    "TS05.01": [18, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 18],
    "TS05.02": [25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 24],
    "TS05.05": [33, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 32],
    "TS05.08": [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 10],
    "TS05.10": [26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 26],
    "TS08.01": [29, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 29],
    "TS08.02": [26, 2, 2, 0, 2, 0, 0, 0, 0, 0, 0, 1, 27],
    "TS08.06": [14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14],
    "TS08.08": [24, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 23],
    "TS53": [19, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 18],
    "TS58": [1187, 40, 22, 3, 31, 12, 1, 7, 0, 5, 1, 12, 1215],
}
COMMITTEE = {
    "TS05": [12, 0, 2, 3, 7, 2, 0, 0, 11, 1, 0, 1, 10, 1, 1, 1, 1],
    "TS08": [12, 4, 2, 2, 5, 5, 1, 0, 7, 2, 0, 1, 8, 3, 0, 0, 0],
    "TS53": [3, 1, 0, 1, 1, 1, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0],
    "TS58": [11, 3, 1, 4, 6, 1, 0, 1, 8, 2, 0, 1, 9, 1, 1, 1, 0],
}
STAFF = {
    "TS05": [10, 1, 0, 1, 0, 7, 2, 0, 9, 2, 0, 0, 0, 9, 0, 0],
    "TS08": [9, 4, 0, 0, 0, 7, 2, 0, 10, 4, 0, 1, 1, 7, 1, 0],
}

_KEYS = {"ordinal": "TT", "code": "Mã tổ chức", "name": "Tên tổ chức đảng"}
_STAFF_KEYS = {"ordinal": "TT", "code": "Mã xã", "name": "Xã, thị trấn"}
_DEGREES = ("Trung cấp", "Cao đẳng", "Đại học", "Thạc sĩ", "Tiến sĩ")
_DEGREE_IDS = ("secondary", "college", "bachelor", "master", "doctor")
_THEORY = ("Sơ cấp", "Trung cấp", "Cao cấp, cử nhân")
_PART_TIME = ("Tổng số", "Đại học trở lên", "LLCT trung cấp trở lên")


def _columns(*groups: tuple[tuple[str, ...], dict[str, str]]) -> list[Column]:
    """Columns under their parent headings: `(parents, {key: heading})`."""
    return [Column(key, (*parents, text)) for parents, held in groups for key, text in held.items()]


def _named(prefix: str, ids: tuple[str, ...], headings: tuple[str, ...]) -> dict[str, str]:
    return {f"{prefix}_{i}": text for i, text in zip(ids, headings, strict=True)}


def _persons(prefix: str) -> dict[str, str]:
    held = _named(prefix, ("total", "female", "minority"), ("Tổng số", "Nữ", "Dân tộc thiểu số"))
    return held | _named(prefix, _DEGREE_IDS, _DEGREES)


_RATED = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
_MEMBER_LEVELS = ("members_excellent", "members_good", "members_fulfilled", "members_not_fulfilled")
COLUMNS = {
    "org_rating": _columns(
        ((), _KEYS),
        (("Kết quả xếp loại",), dict(zip(LEVELS, _RATED, strict=False))),
        ((), {"org_unrated": "Chưa xếp loại", "note": "Ghi chú"}),
    ),
    "member_rating": _columns(
        ((), _KEYS),
        ((), {"members_total": "Tổng số đảng viên"}),
        ((), {"members_rated": "Số đảng viên được đánh giá, xếp loại"}),
        *(
            (("Kết quả xếp loại", level), {key: "SL", f"%{key}": "TL %"})
            for key, level in zip(_MEMBER_LEVELS, _RATED, strict=True)
        ),
        ((), {"members_unrated": "Chưa xếp loại"}),
    ),
    "member_flow": _columns(
        ((), _KEYS | {"members_opening": "Đảng viên đầu năm"}),
        (
            ("Đảng viên tăng trong năm", "Kết nạp"),
            {"admitted": "Tổng số", "admitted_female": "Nữ"}
            | {"admitted_minority": "Dân tộc thiểu số", "admitted_youth": "Đoàn viên"},
        ),
        (
            ("Đảng viên tăng trong năm",),
            {"transferred_in": "Chuyển đến", "reinstated": "Phục hồi đảng tịch"},
        ),
        (
            ("Đảng viên giảm trong năm",),
            {"died": "Từ trần", "expelled": "Khai trừ", "struck_off": "Xóa tên"}
            | {"resigned": "Xin ra khỏi Đảng", "transferred_out": "Chuyển đi"},
        ),
        ((), {"members_closing": "Đảng viên cuối năm"}),
    ),
    "committee": _columns(
        ((), _KEYS | {"committee_total": "Tổng số cấp ủy viên", "committee_female": "Nữ"}),
        ((), {"committee_minority": "Dân tộc thiểu số"}),
        (
            ("Độ tuổi",),
            {"committee_under_40": "Dưới 40", "committee_40_to_50": "Từ 40 đến 50"}
            | {"committee_over_50": "Trên 50"},
        ),
        (("Trình độ chuyên môn",), _named("committee", _DEGREE_IDS, _DEGREES)),
        (
            ("Trình độ lý luận chính trị",),
            _named("committee_theory", ("elementary", "intermediate", "advanced"), _THEORY),
        ),
        (
            ("Người hoạt động không chuyên trách",),
            _named("committee_part", ("time", "time_degree", "time_theory"), _PART_TIME),
        ),
    ),
    "commune_staff": _columns(
        ((), _STAFF_KEYS),
        (("Cán bộ cấp xã",), _persons("cadres")),
        (("Công chức cấp xã",), _persons("officials")),
    ),
    "register": _columns(
        ((), {"code": "Mã tổ chức", "name": "Tên tổ chức đảng", "type": "Loại tổ chức"}),
        ((), {"sector": "Loại hình", "parent": "Mã cấp trên", "commune": "Mã xã"}),
        ((), {"founded": "Ngày thành lập", "closed": "Ngày kết thúc", "successor": "Mã kế thừa"}),
    ),
}
NAMES = {
    "register": "Danh mục",
    "org_rating": "Xếp loại TCĐ",
    "member_rating": "Xếp loại đảng viên",
    "member_flow": "Tăng giảm đảng viên",
    "committee": "Cơ cấu cấp ủy",
    "commune_staff": "Cán bộ công chức",
}
TITLES = {
    "register": "DANH MỤC TỔ CHỨC ĐẢNG",
    "org_rating": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI TỔ CHỨC ĐẢNG",
    "member_rating": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN",
    "member_flow": "TĂNG, GIẢM ĐẢNG VIÊN",
    "committee": "CƠ CẤU, TRÌNH ĐỘ CẤP ỦY VIÊN CƠ SỞ",
    "commune_staff": "TRÌNH ĐỘ CÁN BỘ, CÔNG CHỨC CẤP XÃ",
}
FORMS = tuple(NAMES)[1:]


def _sum(rows: object) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _with_parents(leaves: dict[str, list[int]]) -> dict[str, list[int]]:
    sums = {
        top: _sum(counts for unit, counts in leaves.items() if unit.startswith(cells))
        for top, cells in TOPS.items()
        if top not in leaves
    }
    return {unit: (leaves | sums)[unit] for unit in UNITS}


COUNTS = {
    "org_rating": {unit: [int(i == level) for i in range(5)] for unit, level in RATINGS.items()},
    "member_rating": _with_parents(MEMBER_RATING),
    "member_flow": _with_parents(MEMBER_FLOW),
    "committee": COMMITTEE,
    "commune_staff": STAFF,
}
"""Form → organisation → its counts, in the order of the columns."""


def measures_of(form: str) -> list[str]:
    """The measures of a form, in the order of its columns."""
    keys = [column.key for column in COLUMNS[form]]
    return [key for key in keys if key not in (*_KEYS, "note") and not key.startswith("%")]


def truth() -> dict[tuple[str, int, str], int]:
    """(organisation, year, measure) → the count that the forms say."""
    return {
        (unit, YEAR, measure): count
        for form in FORMS
        for unit, counts in COUNTS[form].items()
        for measure, count in zip(measures_of(form), counts, strict=True)
    }


# ---- Pages ----


def pages(has_sums: bool = True) -> list[Page]:
    """The five forms of the year; `has_sums`: with rows of groups and of the total."""
    return [_page(form, f"{TITLES[form]} NĂM {YEAR}", _lines(form, has_sums)) for form in FORMS]


def register() -> Page:
    """The organisations."""
    lines = [Line("unit", _registered(unit), unit) for unit in UNITS]
    page = _page("register", TITLES["register"], lines)
    page.has_numbers = False
    return page


def _page(form: str, title: str, lines: list[Line]) -> Page:
    above = [["ĐẢNG BỘ TỈNH BÌNH ĐỊNH"], ["HUYỆN ỦY TÂY SƠN"], [], [title], ["Số liệu minh họa"]]
    return Page(form, NAMES[form], above, [Column(c.key, c.path) for c in COLUMNS[form]], lines)


def _registered(unit: str) -> list:
    name, kind, sector, parent, commune = UNITS[unit]
    return [unit, name, kind, sector, parent, commune, *DATES.get(unit, (None, None)), None]


def _lines(form: str, has_sums: bool) -> list[Line]:
    counts = COUNTS[form]
    if form == "commune_staff":
        rows = [_unit_line(form, unit, str(i)) for i, unit in enumerate(counts, 1)]
    else:
        rows = [*_group(form, "I", "Đảng bộ xã, thị trấn", ["TS05", "TS08"], has_sums)]
        rows += _group(form, "II", "Chi bộ cơ sở", ["TS53", "TS58"], has_sums)
    total = _sum(counts[unit] for unit in TOPS if unit in counts)
    return [*rows, Line("total", _cells(form, None, None, "Tổng cộng", total))][
        : None if has_sums else -1
    ]


def _group(form: str, number: str, name: str, tops: list[str], has_sums: bool) -> list[Line]:
    sums = _sum(COUNTS[form][top] for top in tops)
    rows = [Line("group", _cells(form, number, None, name, sums))] if has_sums else []
    for i, top in enumerate(tops, 1):
        cells = [unit for unit in COUNTS[form] if unit.startswith(TOPS[top])]
        rows.append(_unit_line(form, top, i))
        rows += [_unit_line(form, cell, f"{i}.{j}") for j, cell in enumerate(cells, 1)]
    return rows


def _unit_line(form: str, unit: str, number: object) -> Line:
    name, _, _, _, commune = UNITS[unit]
    code = unit
    if form == "commune_staff":
        code, name = commune, name.removeprefix("Đảng bộ ").capitalize()
        name = f"Xã{UNITS[unit][0].partition('xã')[2]}"
    cells = _cells(form, number, code, name, COUNTS[form][unit])
    if form == "org_rating":
        cells = [
            ("x" if value else None) if key in LEVELS else value
            for key, value in zip(_form_keys(form), cells, strict=True)
        ]
    return Line("unit", cells, unit)


def _form_keys(form: str) -> list[str]:
    return [column.key for column in COLUMNS[form]]


def _cells(form: str, number: object, code: str | None, name: str, counts: list[int]) -> list:
    held = dict(zip(measures_of(form), counts, strict=True))
    held |= {"ordinal": number, "code": code, "name": name}
    whole = held.get("members_rated")
    return [
        round(100 * held[key[1:]] / whole, 2) if key.startswith("%") else held.get(key)
        for key in _form_keys(form)
    ]
