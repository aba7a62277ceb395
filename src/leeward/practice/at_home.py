# SPDX-License-Identifier: Apache-2.0
"""A practice's records for a command that serves no pages.

with at_home(home):
    from leeward.practice.cases.orphans import lost_keys
    print(lost_keys(home / "keys").unknown)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leeward.terms.errors import LeewardError


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """The records of a home within reach. One home for each process: a second one is not taken.

    Raises LeewardError: the database is damaged, of another version, or named wrongly.
    """
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection

    try:
        if not settings.configured:
            os.environ["LEEWARD_HOME"] = str(home.absolute())
            os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
        django.setup()
        if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
            raise DatabaseError("no file")  # looking must not make one
        yield
    except LeewardError:
        raise
    except (DatabaseError, ImproperlyConfigured) as error:
        raise LeewardError(
            "The database could not be read",
            expected="a whole database of this version",
            do="Start Leeward once, which brings it up to date; nothing was changed",
        ) from error
