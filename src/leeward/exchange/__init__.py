# SPDX-License-Identifier: Apache-2.0
"""What Leeward knows in the forms that other programs read, and theirs in ours. Values in, values out.

The rooms below hold what is exchanged; nothing here reads a file, a clock or a database. `hsds` speaks
the Human Services Data Specification of Open Referral, version 3.1, in which directories of services
such as those of 211 are handed on.
"""

from __future__ import annotations
