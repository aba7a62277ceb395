# SPDX-License-Identifier: Apache-2.0
"""The directory in HSDS 3.1, as JSON or as a package of CSV tables, and others' directories in ours.

    records = write_directory(directory_of(catalogue))     # HSDS services, nested as the standard nests them
    data = as_json(records)                                # or as_package(records): file name -> bytes
    read_own(read_json(data, "export.json")) == directory_of(catalogue)

What HSDS has a place for stands in that place; what it has none for stands in attributes under a
vocabulary of our own (`vocabulary`), so another program sees a plain record and we lose nothing. Ids
are UUIDs made from our readable ids and stay the same from export to export. An address is never
written: the form has a place for it, we have none.

Others' directories are read for what a referral needs and for nothing else; the first thing that does
not fit refuses the whole, named by object or row and by column.
"""

from __future__ import annotations

from leeward.exchange.hsds.csv_package import as_package, as_zip, package_files, read_package
from leeward.exchange.hsds.feed import FeedTerms, fed_services
from leeward.exchange.hsds.json_form import as_json, read_json
from leeward.exchange.hsds.own import Directory, directory_of, read_own
from leeward.exchange.hsds.writing import write_directory

__all__ = [
    "Directory",
    "FeedTerms",
    "as_json",
    "as_package",
    "as_zip",
    "directory_of",
    "fed_services",
    "package_files",
    "read_json",
    "read_own",
    "read_package",
    "write_directory",
]
