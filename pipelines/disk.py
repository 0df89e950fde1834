"""Why a disk refused, in words."""

import errno
import os

_REASONS = {
    "ổ đĩa đã đầy": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "không được phép ghi": (errno.EACCES, errno.EPERM, errno.EROFS),
    "ổ đĩa bị lỗi": (errno.EIO,),
}
_SQLITE = {
    "disk is full": "ổ đĩa đã đầy",
    "disk I/O error": "ổ đĩa đầy hoặc bị lỗi",
    "readonly database": "không được phép ghi",
}


def refusal(error: Exception) -> str | None:
    """Why the disk refused, whoever tells: Python, DuckDB or SQLite; None when it did not."""
    said, code = str(error), getattr(error, "errno", None)
    for why, codes in _REASONS.items():
        if code in codes or any(os.strerror(one) in said for one in codes):
            return why
    return next((why for text, why in _SQLITE.items() if text in said), None)
